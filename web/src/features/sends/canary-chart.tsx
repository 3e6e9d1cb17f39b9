import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import classes from "./canaries.module.css";
import { tripAtInWords } from "./canary-words.ts";
import { marksOf, tripsOf } from "./round-trips.ts";
import type { CanaryRun } from "./send-api.ts";

const MOST = 24;
const STEP = 7;
const BAR = 5;
const HEIGHT = 36;

/** How long the last messages took to come back; the same is read out as a list. */
export function CanaryChart({ runs, name }: { runs: CanaryRun[]; name: string }) {
  const trips = tripsOf(runs).slice(-MOST);
  if (trips.length === 0) return null;
  const width = MOST * STEP;
  const first = MOST - trips.length;
  return (
    <>
      <svg
        className={classes.chart}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        aria-hidden="true"
      >
        <path className={classes.ground} d={`M0 ${HEIGHT - 0.5}H${width}`} />
        {marksOf(trips).map(({ kind, height }, place) => (
          <rect
            key={place}
            data-kind={kind}
            className={classes.mark}
            x={(first + place) * STEP}
            y={(HEIGHT - 2) * (1 - height)}
            width={BAR}
            height={(HEIGHT - 2) * height}
            rx={1.5}
          />
        ))}
      </svg>
      <VisuallyHidden>
        <ul aria-label={t`Last tests of ${name}`}>
          {trips.map((trip) => (
            <li key={trip.at}>{tripAtInWords(trip)}</li>
          ))}
        </ul>
      </VisuallyHidden>
    </>
  );
}

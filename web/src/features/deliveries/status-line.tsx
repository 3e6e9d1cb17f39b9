import { t } from "@lingui/core/macro";
import { useClock } from "../../lib/clock.ts";
import { Badge } from "../../ui/badge.tsx";
import classes from "./deliveries.module.css";
import type { Delivery } from "./delivery-api.ts";
import { durationInWords, nextInWords, statusInWords } from "./delivery-words.ts";

const TONES = { waiting: "plain", delivered: "good", failed: "heed" } as const;

/** What became of it, and when it did or will. */
export function StatusLine({ delivery }: { delivery: Delivery }) {
  const { status, created_at, finished_at, next_attempt_at } = delivery;
  return (
    <span className={classes.status}>
      <Badge tone={TONES[status]}>{statusInWords(status)}</Badge>
      {status === "delivered" && finished_at && (
        <Took ms={Date.parse(finished_at) - Date.parse(created_at)} />
      )}
      {status === "waiting" && next_attempt_at && <Next at={next_attempt_at} />}
    </span>
  );
}

function Took({ ms }: { ms: number }) {
  const span = durationInWords(ms);
  return <span className={classes.quiet}>{t`after ${span}`}</span>;
}

function Next({ at }: { at: string }) {
  const words = useClock((now) => nextInWords(at, now));
  return <span className={classes.quiet}>{words}</span>;
}

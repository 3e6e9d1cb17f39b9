import { t } from "@lingui/core/macro";
import { countInWords, dayAfter } from "../../lib/days.ts";
import { DayCountsFigure } from "../../ui/day-counts.tsx";
import { Part } from "../../ui/page.tsx";
import { Tiles } from "../../ui/tiles.tsx";
import { FIGURE_DAYS, useNumberFigures } from "./use-number-figures.ts";

/** How much came to a number in the last days, and how much of it had a code. */
export function ActivityPart({ numberId }: { numberId: string }) {
  const figures = useNumberFigures()?.(numberId);
  if (!figures) return null;
  const { messages, codes, codes_missed: missed, first_day, daily } = figures;
  if (messages === 0) {
    return <Part title={t`Activity`} words={t`No message in the last ${FIGURE_DAYS} days.`} />;
  }
  const days = daily.map((messages, place) => ({
    day: dayAfter(first_day, place),
    counts: { messages },
  }));
  return (
    <Part title={t`Activity`} words={t`The last ${FIGURE_DAYS} days, in UTC.`}>
      <Tiles
        tiles={[
          [t`Messages`, countInWords(messages)],
          [t`With a code`, countInWords(codes)],
          [t`Code not detected`, countInWords(missed)],
        ]}
      />
      <DayCountsFigure
        caption={t`Messages by day`}
        days={days}
        series={[{ key: "messages", name: t`Messages`, ink: "var(--cb-accent)" }]}
      />
    </Part>
  );
}

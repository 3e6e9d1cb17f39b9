import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import { shortDay } from "../../lib/days.ts";
import { FigureTable } from "./figure-table.tsx";
import classes from "./figures.module.css";
import type { DayCounts } from "./figures.ts";

// The library that draws is large, and loaded by nothing else.
const DayChart = lazy(() =>
  import("./day-chart.tsx").then((module) => ({ default: module.DayChart })),
);

interface DayFiguresProps {
  days: DayCounts[];
  isTable: boolean;
}

/** A chart for the eye, and a table of the same for everybody else. */
export function DayFigures({ days, isTable }: DayFiguresProps) {
  const rows = days.toReversed().map((day) => ({ ...day, name: shortDay(day.day) }));
  return (
    <>
      {!isTable && (
        <div className={classes.dayChart} aria-hidden="true">
          <Suspense fallback={null}>
            <DayChart days={days} />
          </Suspense>
        </div>
      )}
      <FigureTable caption={t`By day`} head={t`Day`} rows={rows} isShown={isTable} />
    </>
  );
}

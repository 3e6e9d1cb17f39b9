import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { lazy, Suspense } from "react";
import { countInWords, shortDay } from "../lib/days.ts";
import classes from "./chart.module.css";
import type { DayCounts, Series } from "./day-series.ts";

// The library that draws is large, and loaded with no page's first look.
const StackedDays = lazy(() =>
  import("./stacked-days.tsx").then((module) => ({ default: module.StackedDays })),
);

interface DayCountsProps {
  caption: string;
  days: DayCounts[];
  series: Series[];
}

/** What there was from day to day: a chart for the eye, and a table of the same for everybody else. */
export function DayCountsFigure({ caption, days, series }: DayCountsProps) {
  return (
    <figure className={classes.figure}>
      {series.length > 1 && (
        <ul className={classes.key} aria-hidden="true">
          {series.map(({ key, name, ink }) => (
            <li key={key} className={classes.keyItem}>
              <span className={classes.swatch} style={{ background: ink }} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <div className={classes.chart} aria-hidden="true">
        <Suspense fallback={null}>
          <StackedDays days={days} series={series} />
        </Suspense>
      </div>
      <VisuallyHidden>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t`Day`}</th>
              {series.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, counts }) => (
              <tr key={day}>
                <th scope="row">{shortDay(day)}</th>
                {series.map(({ key }) => (
                  <td key={key}>{countInWords(counts[key] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}

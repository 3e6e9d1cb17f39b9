import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import { FigureTable } from "./figure-table.tsx";
import classes from "./figures.module.css";
import type { CountryCounts } from "./figures.ts";
import { countryInWords } from "./place-words.ts";

const CountryChart = lazy(() =>
  import("./country-chart.tsx").then((module) => ({ default: module.CountryChart })),
);

/** More would be a wall of bars; the table has them all. */
const MOST_BARS = 8;

interface CountryFiguresProps {
  countries: CountryCounts[];
  isTable: boolean;
}

export function CountryFigures({ countries, isTable }: CountryFiguresProps) {
  const rows = countries.map((counts) => ({
    ...counts,
    name: counts.country ? countryInWords(counts.country) : t`Without a country`,
  }));
  const more = rows.length - MOST_BARS;
  return (
    <>
      {!isTable && (
        <div aria-hidden="true">
          <Suspense fallback={<div className={classes.dayChart} />}>
            <CountryChart countries={rows.slice(0, MOST_BARS)} />
          </Suspense>
        </div>
      )}
      {!isTable && more > 0 && (
        <p className={classes.more}>{t`The tables have all ${rows.length} countries.`}</p>
      )}
      <FigureTable caption={t`By country`} head={t`Country`} rows={rows} isShown={isTable} />
    </>
  );
}

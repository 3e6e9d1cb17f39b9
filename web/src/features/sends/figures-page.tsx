import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page, Part } from "../../ui/page.tsx";
import tableClasses from "../../ui/table.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { CountryFigures } from "./country-figures.tsx";
import { DayFigures } from "./day-figures.tsx";
import { FigureTiles } from "./figure-tiles.tsx";
import classes from "./figures.module.css";
import { byCountry, byDay, totalOf } from "./figures.ts";
import { type FiguresSearch, SPANS, type Span, USUAL_SPAN } from "./figures-search.ts";
import { useFigures } from "./use-figures.ts";

interface FiguresPageProps {
  tabs: ReactNode;
  search: FiguresSearch;
  onSearch: (search: FiguresSearch) => void;
}

/** How many codes were sent, how many arrived, and how many came back. */
export function FiguresPage({ tabs, search, onSearch }: FiguresPageProps) {
  const days = search.days ?? USUAL_SPAN;
  const { data, error, refetch } = useFigures(days);
  const [isTable, setTable] = useState(false);
  const figures = data?.data;
  const total = figures && totalOf(figures);

  return (
    <Page
      title={t`Sends`}
      lead={t`Codes only, without tests. Days are in UTC. “Delivered” counts what gateways report; some report nothing.`}
    >
      {tabs}
      <div className={classes.bar}>
        <SpanChoice days={days} onChoose={(chosen) => onSearch({ days: chosen })} />
        {total && total.sent > 0 && (
          <Button variant="default" onClick={() => setTable(!isTable)}>
            {isTable ? t`Show as charts` : t`Show as tables`}
          </Button>
        )}
      </div>
      {error && !figures && <LoadFailure failure={error} onRetry={refetch} />}
      {!figures && !error && <WaitingRows label={t`Loading figures`} />}
      {total?.sent === 0 && (
        <p className={tableClasses.none}>{t`No code was sent in these days.`}</p>
      )}
      {figures && total && total.sent > 0 && (
        <>
          <FigureTiles total={total} />
          <Part title={t`By day`}>
            <DayFigures days={byDay(figures, days, Date.now())} isTable={isTable} />
          </Part>
          <Part title={t`By country`}>
            <CountryFigures countries={byCountry(figures)} isTable={isTable} />
          </Part>
        </>
      )}
    </Page>
  );
}

function SpanChoice({ days, onChoose }: { days: Span; onChoose: (days: Span) => void }) {
  return (
    <fieldset className={classes.spans}>
      <legend className={classes.legend}>{t`How far back`}</legend>
      {SPANS.map((span) => (
        <button
          key={span}
          type="button"
          className={classes.span}
          aria-pressed={span === days}
          onClick={() => onChoose(span)}
        >
          {t`${span} days`}
        </button>
      ))}
    </fieldset>
  );
}

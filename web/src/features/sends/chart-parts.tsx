import { t } from "@lingui/core/macro";
import { countInWords } from "../../lib/days.ts";
import chart from "../../ui/chart.module.css";
import classes from "./figures.module.css";

export type Series = "sent" | "delivered" | "verified";

export const SERIES: Series[] = ["sent", "delivered", "verified"];

export function seriesInWords(series: Series): string {
  switch (series) {
    case "sent":
      return t`Sent`;
    case "delivered":
      return t`Delivered`;
    case "verified":
      return t`Verified`;
  }
}

/** The page's own colours, which follow the scheme. */
export const INKS: Record<Series, string> = {
  sent: "var(--cb-line)",
  delivered: "var(--cb-accent)",
  // Brass alone is too pale on paper.
  verified: "color-mix(in srgb, var(--cb-brass) 65%, var(--cb-new-ink))",
};

/** Pale bars need an edge. */
export const EDGE = "color-mix(in srgb, var(--cb-quiet) 70%, var(--cb-surface))";

export function ChartKey() {
  return (
    <ul className={chart.key}>
      {SERIES.map((series) => (
        <li key={series} className={chart.keyItem}>
          <span className={classes.swatch} data-series={series} />
          {seriesInWords(series)}
        </li>
      ))}
    </ul>
  );
}

interface ChartTipProps {
  title: string;
  counts: Record<Series, number>;
}

/** What stands beside the pointer. */
export function ChartTip({ title, counts }: ChartTipProps) {
  return (
    <div className={chart.tip}>
      <strong>{title}</strong>
      {SERIES.map((series) => (
        <span key={series} className={chart.tipLine}>
          <span className={chart.keyItem}>
            <span className={classes.swatch} data-series={series} />
            {seriesInWords(series)}
          </span>
          <span>{countInWords(counts[series])}</span>
        </span>
      ))}
    </div>
  );
}

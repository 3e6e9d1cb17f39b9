import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { countInWords } from "../../lib/days.ts";
import table from "../../ui/table.module.css";
import classes from "./figures.module.css";
import { type Counts, conversion, shareInWords } from "./figures.ts";
import { spanInWords } from "./span-words.ts";

interface FigureTableProps {
  caption: string;
  head: string;
  rows: (Counts & { name: string })[];
  /** Whether it takes the place of the chart; else it is only read out. */
  isShown: boolean;
}

/** The figures of a chart, in full. */
export function FigureTable({ caption, head, rows, isShown }: FigureTableProps) {
  const drawn = (
    <table className={table.table}>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className={table.amount}>{t`Sent`}</th>
          <th scope="col" className={table.amount}>{t`Delivered`}</th>
          <th scope="col" className={table.amount}>{t`Verified`}</th>
          <th scope="col" className={table.amount}>{t`Conversion`}</th>
          <th scope="col" className={`${table.amount} ${table.extra}`}>{t`Time to verify`}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row" className={classes.rowName}>
              {row.name}
            </th>
            <td className={table.amount}>{countInWords(row.sent)}</td>
            <td className={table.amount}>{countInWords(row.delivered)}</td>
            <td className={table.amount}>{countInWords(row.verified)}</td>
            <td className={table.amount}>{shareInWords(conversion(row))}</td>
            <td className={`${table.amount} ${table.extra}`}>
              {row.median_seconds === null ? "–" : spanInWords(row.median_seconds * 1000)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!isShown) return <VisuallyHidden>{drawn}</VisuallyHidden>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is entered
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <div className={table.frame} role="group" aria-label={caption} tabIndex={0}>
      {drawn}
    </div>
  );
}

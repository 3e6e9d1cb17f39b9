import { t } from "@lingui/core/macro";
import classes from "./figures.module.css";
import { type Counts, conversion, countInWords, shareInWords } from "./figures.ts";
import { spanInWords } from "./span-words.ts";

/** The figures of all days together, at a glance. */
export function FigureTiles({ total }: { total: Counts }) {
  const { sent, delivered, verified, checkable, median_seconds: median } = total;
  const checkableWords = countInWords(checkable);
  const tiles: [string, string, string][] = [
    [t`Sent`, countInWords(sent), t`taken by a gateway`],
    [t`Delivered`, countInWords(delivered), t`${shareInWords(delivered / sent)} of those sent`],
    [
      t`Conversion`,
      shareInWords(conversion(total)),
      t`${countInWords(verified)} verified of ${checkableWords} that can be checked here`,
    ],
    [
      t`Time to verify`,
      median === null ? "–" : spanInWords(median * 1000),
      t`half of all codes were verified faster`,
    ],
  ];
  return (
    <dl className={classes.tiles}>
      {tiles.map(([name, value, words]) => (
        <div key={name} className={classes.tile}>
          <dt className={classes.tileName}>{name}</dt>
          <dd className={classes.tileValue}>
            {value} <span className={classes.tileWords}>{words}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

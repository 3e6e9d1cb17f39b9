import { t } from "@lingui/core/macro";
import { countInWords } from "../../lib/days.ts";
import { Tiles } from "../../ui/tiles.tsx";
import { type Counts, conversion, shareInWords } from "./figures.ts";
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
  return <Tiles tiles={tiles} />;
}

import { t } from "@lingui/core/macro";
import { Radio } from "@mantine/core";
import type { ReactNode } from "react";
import { type Density, useDensity } from "../../lib/use-density.ts";
import { Part } from "../../ui/page.tsx";
import classes from "./preferences.module.css";

/** How many messages fit onto the screen. Where fingers press, rows are high enough for them in any case. */
export function DensityPart({ badge }: { badge: ReactNode }) {
  const [density, setDensity] = useDensity();
  const choices: [Density, string][] = [
    ["compact", t({ message: "Compact", context: "rows" })],
    ["comfortable", t({ message: "Comfortable", context: "rows" })],
  ];
  return (
    <Part title={t`Message rows`} actions={badge}>
      <Radio.Group
        aria-label={t`Message rows`}
        value={density}
        onChange={(value) => setDensity(value as Density)}
      >
        <div className={classes.choices}>
          {choices.map(([value, words]) => (
            <Radio key={value} value={value} label={words} className={classes.choice} />
          ))}
        </div>
      </Radio.Group>
    </Part>
  );
}

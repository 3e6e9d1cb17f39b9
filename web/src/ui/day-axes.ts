import { countInWords, shortDay } from "../lib/days.ts";

const TICK = { fill: "var(--cb-quiet)", fontSize: 12 };

/** What charts of days have in common: their axes and lines, in the page's own colours. */
export const DAY_AXIS = {
  dataKey: "day",
  tickFormatter: shortDay,
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: "var(--cb-line-strong)" },
  minTickGap: 28,
} as const;

export const COUNT_AXIS = {
  allowDecimals: false,
  tickFormatter: countInWords,
  tick: TICK,
  tickLine: false,
  axisLine: false,
  width: "auto",
} as const;

export const GRID = { vertical: false, stroke: "var(--cb-line)" } as const;

export const MARGIN = { top: 8, right: 4, bottom: 0, left: 0 };

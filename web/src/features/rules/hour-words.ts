import { t } from "@lingui/core/macro";
import { formatLocale } from "../../i18n/activate.ts";
import { listInWords } from "../../lib/list-words.ts";
import type { Hours } from "./rule-api.ts";

export const WEEK = [1, 2, 3, 4, 5, 6, 7];
const DAY_MS = 86_400_000;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** "Mon" of 1, "Sun" of 7, in the reader's language. */
export function dayName(day: number, length: "short" | "long" = "short"): string {
  const format = new Intl.DateTimeFormat(formatLocale(), { weekday: length, timeZone: "UTC" });
  return format.format(MONDAY + (day - 1) * DAY_MS);
}

/** "Mon–Fri", "Mon, Wed–Thu", "every day". */
export function daysInWords(days: number[]): string {
  const sorted = [...new Set(days)].sort((one, other) => one - other);
  if (sorted.length === WEEK.length) return t`every day`;
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return listInWords(runs.map(runInWords));
}

function runInWords(run: number[]): string {
  const [first = 1, last = first] = [run[0], run.at(-1)];
  if (run.length === 1) return dayName(first);
  return `${dayName(first)}–${dayName(last)}`;
}

/** "Mon–Fri 09:00–17:30 Europe/Berlin". */
export function hoursInWords({ days, from, until, time_zone }: Hours): string {
  const when = from === until ? t`all day` : `${from}–${until}`;
  return `${daysInWords(days)} ${when} ${time_zone.replaceAll("_", " ")}`;
}

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** All that the browser knows, and one's own even where it doesn't list that. */
export function timeZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ownTimeZone()])].sort();
}

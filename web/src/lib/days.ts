import { formatLocale } from "../i18n/activate.ts";
import { dateFormatter } from "./intl-formats.ts";

const DAY_MS = 86_400_000;

/** So many days up to today, of UTC as the server counts, as it writes them. */
export function lastDays(count: number, now: number): string[] {
  return Array.from({ length: count }, (_, place) =>
    new Date(now - (count - 1 - place) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** The day so many days after one, as the server writes it. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

const SHORT = { day: "numeric", month: "short" } as const;

/** "Mar 3". */
export function shortDay(day: string): string {
  return dateFormatter(SHORT).format(new Date(`${day}T00:00:00`));
}

export function countInWords(count: number): string {
  return new Intl.NumberFormat(formatLocale()).format(count);
}

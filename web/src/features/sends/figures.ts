import { formatLocale } from "../../i18n/activate.ts";
import { lastDays } from "../../lib/days.ts";
import type { Figures } from "./send-api.ts";

export type Counts = Pick<
  Figures,
  "sent" | "delivered" | "verified" | "checkable" | "median_seconds"
>;
export type DayCounts = Counts & { day: string };
export type CountryCounts = Counts & { country: string };

const NOTHING: Counts = { sent: 0, delivered: 0, verified: 0, checkable: 0, median_seconds: null };

/** All days and countries together. */
export function totalOf(figures: Figures[]): Counts {
  return figures.find(({ day, country }) => day === null && country === null) ?? NOTHING;
}

/** Each day up to today, of UTC as the server counts; also those on which nothing was sent. */
export function byDay(figures: Figures[], days: number, now: number): DayCounts[] {
  const known = new Map(
    figures.flatMap((counts) =>
      counts.day !== null && counts.country === null ? [[counts.day, counts] as const] : [],
    ),
  );
  return lastDays(days, now).map((day) => ({ ...(known.get(day) ?? NOTHING), day }));
}

/** The countries, those that most was sent to first. A country is empty where a number has none. */
export function byCountry(figures: Figures[]): CountryCounts[] {
  return figures
    .flatMap((counts) =>
      counts.day === null && counts.country !== null
        ? [{ ...counts, country: counts.country }]
        : [],
    )
    .sort((one, other) => other.sent - one.sent || (one.country < other.country ? -1 : 1));
}

/** How many of the codes that can be checked here were; undefined where there was none. */
export function conversion({ verified, checkable }: Counts): number | undefined {
  return checkable > 0 ? verified / checkable : undefined;
}

export function shareInWords(share: number | undefined): string {
  if (share === undefined) return "–";
  const digits = { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 } as const;
  return new Intl.NumberFormat(formatLocale(), digits).format(share);
}

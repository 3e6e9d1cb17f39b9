import { t } from "@lingui/core/macro";
import { dateFormatter } from "./intl-formats.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DAY_AND_MONTH = { day: "numeric", month: "short" } as const;
const WITH_YEAR = { day: "numeric", month: "short", year: "numeric" } as const;
const MOMENT = { dateStyle: "medium", timeStyle: "short" } as const;

/** "now", "12 s ago", "4 min ago", "3 h ago", "2 d ago", then the date. */
export function ageInWords(at: string, now: number): string {
  const then = Date.parse(at);
  // A clock that runs a little behind the server's must not show a message from the future.
  const age = Math.max(0, now - then);
  if (age < 2 * SECOND) return t({ message: "now", context: "age" });
  if (age < MINUTE) return secondsAgo(Math.floor(age / SECOND));
  if (age < HOUR) return minutesAgo(Math.floor(age / MINUTE));
  if (age < DAY) return hoursAgo(Math.floor(age / HOUR));
  if (age < 7 * DAY) return daysAgo(Math.floor(age / DAY));
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return dateFormatter(sameYear ? DAY_AND_MONTH : WITH_YEAR).format(then);
}

// Short in every language: an age stands in a narrow column.
const secondsAgo = (seconds: number) => t`${seconds} s ago`;
const minutesAgo = (minutes: number) => t`${minutes} min ago`;
const hoursAgo = (hours: number) => t`${hours} h ago`;
const daysAgo = (days: number) => t`${days} d ago`;

export function isExpired(expiresAt: string | null | undefined, now: number): boolean {
  return expiresAt != null && Date.parse(expiresAt) <= now;
}

/** "expires in 4:12", "expired"; undefined where nothing is known. */
export function expiryInWords(
  expiresAt: string | null | undefined,
  now: number,
  coarse = false,
): string | undefined {
  if (expiresAt == null) return undefined;
  if (isExpired(expiresAt, now)) return t({ message: "expired", context: "code" });
  const left = Math.floor((Date.parse(expiresAt) - now) / SECOND);
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  if (hours > 0) return t`expires in ${hours} h ${minutes} min`;
  if (coarse && minutes > 0) return t`expires in ${minutes} min`;
  const minutesAndSeconds = `${minutes}:${String(left % 60).padStart(2, "0")}`;
  return t`expires in ${minutesAndSeconds}`;
}

/** How much of a code's life is left: 1 when it came, 0 when it has expired. */
export function lifeLeft(receivedAt: string, expiresAt: string, now: number): number {
  const whole = Date.parse(expiresAt) - Date.parse(receivedAt);
  if (whole <= 0) return 0;
  return Math.min(1, Math.max(0, (Date.parse(expiresAt) - now) / whole));
}

/** A time for which seconds say nothing, such as the end of a link. */
export function momentInWords(at: string): string {
  return dateFormatter(MOMENT).format(Date.parse(at));
}

/** A calendar day without a time, such as a renewal: the same day for every reader. */
export function dayInWords(day: string): string {
  return dateFormatter(WITH_YEAR).format(new Date(`${day}T00:00:00`));
}

export function isPastDay(day: string, now = Date.now()): boolean {
  return Date.parse(`${day}T23:59:59.999`) < now;
}

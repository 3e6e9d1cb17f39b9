const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const withYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** "now", "12 s ago", "4 min ago", "3 h ago", "2 d ago", then the date. */
export function ageInWords(at: string, now: number): string {
  const then = Date.parse(at);
  // A clock that runs a little behind the server's must not show a message from the future.
  const age = Math.max(0, now - then);
  if (age < 2 * SECOND) return "now";
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 7 * DAY) return `${Math.floor(age / DAY)} d ago`;
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : withYear).format(then);
}

export function isExpired(expiresAt: string | null | undefined, now: number): boolean {
  return expiresAt != null && Date.parse(expiresAt) <= now;
}

/** "expires in 4:12", "expired"; undefined where nothing is known. */
export function expiryInWords(
  expiresAt: string | null | undefined,
  now: number,
): string | undefined {
  if (expiresAt == null) return undefined;
  if (isExpired(expiresAt, now)) return "expired";
  const left = Math.floor((Date.parse(expiresAt) - now) / SECOND);
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  if (hours > 0) return `expires in ${hours} h ${minutes} min`;
  return `expires in ${minutes}:${String(left % 60).padStart(2, "0")}`;
}

/** How much of a code's life is left: 1 when it came, 0 when it has expired. */
export function lifeLeft(receivedAt: string, expiresAt: string, now: number): number {
  const whole = Date.parse(expiresAt) - Date.parse(receivedAt);
  if (whole <= 0) return 0;
  return Math.min(1, Math.max(0, (Date.parse(expiresAt) - now) / whole));
}

/** A time for which seconds say nothing, such as the end of a link. */
export function momentInWords(at: string): string {
  return moment.format(Date.parse(at));
}

export function exactTime(at: string): string {
  return exact.format(Date.parse(at));
}

/** A calendar day without a time, such as a renewal: the same day for every reader. */
export function dayInWords(day: string): string {
  return withYear.format(new Date(`${day}T00:00:00`));
}

export function isPastDay(day: string, now = Date.now()): boolean {
  return Date.parse(`${day}T23:59:59.999`) < now;
}

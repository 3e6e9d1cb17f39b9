import { t } from "@lingui/core/macro";
import { formatLocale } from "../../i18n/activate.ts";

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

const amount = (count: number, digits = 0) =>
  new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: digits }).format(count);

/** "132 ms", "4.2 s", "3 min", "2 h". */
export function spanInWords(milliseconds: number): string {
  if (milliseconds < SECOND_MS) {
    const count = amount(Math.max(0, milliseconds));
    return t`${count} ms`;
  }
  const seconds = milliseconds / SECOND_MS;
  if (seconds < 2 * MINUTE_S) {
    const count = amount(seconds, seconds < 10 ? 1 : 0);
    return t`${count} s`;
  }
  return minutesInWords(seconds / MINUTE_S);
}

/** "30 min", "6 h", "7 d". */
export function minutesInWords(minutes: number): string {
  if (minutes < 2 * HOUR_MIN && minutes !== HOUR_MIN) {
    const count = amount(minutes);
    return t`${count} min`;
  }
  if (minutes >= 2 * DAY_MIN) {
    const count = amount(minutes / DAY_MIN, 1);
    return t`${count} d`;
  }
  const count = amount(minutes / HOUR_MIN, 1);
  return t`${count} h`;
}

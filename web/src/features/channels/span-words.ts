import { t } from "@lingui/core/macro";
import { formatLocale } from "../../i18n/activate.ts";

const SECOND_MS = 1000;

/** "132 ms", "4.2 s". */
export function spanInWords(milliseconds: number): string {
  const inSeconds = milliseconds >= SECOND_MS;
  const amount = inSeconds ? milliseconds / SECOND_MS : milliseconds;
  const digits = { maximumFractionDigits: inSeconds ? 1 : 0 };
  const count = new Intl.NumberFormat(formatLocale(), digits).format(amount);
  return inSeconds ? t`${count} s` : t`${count} ms`;
}

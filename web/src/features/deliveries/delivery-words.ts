import { t } from "@lingui/core/macro";
import { formatLocale } from "../../i18n/activate.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import type { Delivery, DeliveryReason, DeliveryStatus } from "./delivery-api.ts";

export function statusInWords(status: DeliveryStatus): string {
  switch (status) {
    case "waiting":
      return t({ message: "Waiting", context: "delivery" });
    case "delivered":
      return t({ message: "Delivered", context: "delivery" });
    case "failed":
      return t({ message: "Failed", context: "delivery" });
  }
}

export function reasonInWords(reason: DeliveryReason): string {
  switch (reason) {
    case "refused":
      return t`The receiver rejected the message.`;
    case "gone":
      return t`The endpoint is gone (HTTP 410).`;
    case "receiver_failed":
      return t`The receiver reported an error.`;
    case "timeout":
      return t`The receiver did not answer in time.`;
    case "unreachable":
      return t`The receiver can’t be reached.`;
    case "address_refused":
      return t`The address points to a private network.`;
    case "channel_unreadable":
      return t`The channel’s settings can’t be read; enter them again.`;
    case "channel_disabled":
      return t`The channel was switched off meanwhile.`;
    case "channel_removed":
      return t`The channel was removed meanwhile.`;
    case "not_allowed":
      return t`The member responsible for the channel can’t read this number.`;
    case "code_expired":
      return t`The code expired before it got there.`;
  }
}

/** What was forwarded: "Stripe, from +1 202 555 0143", "A notice". */
export function whatInWords({ event, sender, service }: Delivery): string {
  if (event === "notice") return t`A notice`;
  if (event === "test") return t`A test of the channel`;
  const from = sender && phoneInWords(sender);
  if (service && from && service !== from) return t`${service}, from ${from}`;
  return service ?? (from ? t`Message from ${from}` : t`A message`);
}

export function numberInWords(number: NonNullable<Delivery["number"]>): string {
  return number.label ?? phoneInWords(number.phone_number);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Unit = "millisecond" | "second" | "minute" | "hour";

const made = new Map<string, Intl.NumberFormat>();

// Making one is slow, and each row has some to write.
function format(value: number, unit: Unit, digits = 0): string {
  const locale = formatLocale();
  const key = `${locale} ${unit} ${digits}`;
  const formatter =
    made.get(key) ??
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    });
  made.set(key, formatter);
  return formatter.format(value);
}

/** "320 ms", "1.4 sec", "4 min", "3 hr". */
export function durationInWords(ms: number): string {
  if (ms < SECOND) return format(Math.max(0, ms), "millisecond");
  if (ms < 10 * SECOND) return format(ms / SECOND, "second", 1);
  if (ms < 2 * MINUTE) return format(ms / SECOND, "second");
  if (ms < 2 * HOUR) return format(ms / MINUTE, "minute");
  return format(ms / HOUR, "hour");
}

/** When a waiting delivery is tried next. */
export function nextInWords(at: string, now: number): string {
  const left = Date.parse(at) - now;
  if (left <= 0) return t`is being tried`;
  const span = durationInWords(Math.ceil(left / SECOND) * SECOND);
  return t`next attempt in ${span}`;
}

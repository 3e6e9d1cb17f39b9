import { plural, t } from "@lingui/core/macro";
import type { TextLength } from "./send-api.ts";

/** "74 characters · 1 SMS", and why it may be more than one would think. */
export function lengthInWords({ is_gsm7, parts, units }: TextLength): string {
  const characters = plural(units, { one: "# character", other: "# characters" });
  const sms = t`${parts} SMS`;
  return is_gsm7
    ? `${characters} · ${sms}`
    : `${characters} · ${sms} · ${t`with characters outside the GSM alphabet: 70 fit instead of 160`}`;
}

import { t } from "@lingui/core/macro";
import { formatLocale } from "../i18n/activate.ts";

/** "Stripe, Acme", with the comma of the reader's script. */
export function listInWords(parts: string[]): string {
  return parts.join(t({ message: ", ", context: "between the parts of a list" }));
}

/** "Owner or Auditor". */
export function anyOf(parts: string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: "disjunction" }).format(parts);
}

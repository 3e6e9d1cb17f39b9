import { t } from "@lingui/core/macro";

/** "Stripe, Acme", with the comma of the reader's script. */
export function listInWords(parts: string[]): string {
  return parts.join(t({ message: ", ", context: "between the parts of a list" }));
}

import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
import type { Field } from "../../ui/field-input.tsx";

/** Shorter than the label, which stands beside it. */
const NEEDED: Record<string, () => string> = {
  url: () => t`Enter an address.`,
  to: () => t`Enter at least one address.`,
  token: () => t`Enter a token.`,
  chat_id: () => t`Enter a chat.`,
  topic: () => t`Enter a topic.`,
  server: () => t`Enter the server address.`,
};

export function neededInWords({ name, label }: Field): string {
  const what = serverWords(label);
  return NEEDED[name]?.() ?? t`Required: ${what}.`;
}

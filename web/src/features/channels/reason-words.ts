import { t } from "@lingui/core/macro";
import type { Attempt } from "./channel-api.ts";

/** What went wrong with an attempt, in a sentence; its detail says more. */
export function failureInWords(reason: Attempt["reason"]): string {
  switch (reason) {
    case "refused":
      return t`The receiver rejected the message.`;
    case "gone":
      return t`The endpoint is gone.`;
    case "receiver_failed":
      return t`The receiver had an internal error.`;
    case "timeout":
      return t`The receiver did not answer in time.`;
    case "unreachable":
      return t`The receiver can’t be reached.`;
    case "address_refused":
      return t`The address points to a private network, where Codebell sends nothing.`;
    case "channel_unreadable":
      return t`The settings of the channel can’t be read: enter them again.`;
    default:
      return t`The message did not arrive.`;
  }
}

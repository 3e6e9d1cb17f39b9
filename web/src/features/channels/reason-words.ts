import { t } from "@lingui/core/macro";
import type { Attempt } from "./channel-api.ts";

/** What went wrong with an attempt, in a sentence; its detail says more. */
export function failureInWords(reason: Attempt["reason"]): string {
  switch (reason) {
    case "refused":
      return t`The receiver does not take it.`;
    case "gone":
      return t`The endpoint is gone.`;
    case "receiver_failed":
      return t`The receiver has trouble of its own.`;
    case "timeout":
      return t`The receiver did not answer in time.`;
    case "unreachable":
      return t`The receiver can’t be reached.`;
    case "address_refused":
      return t`Its address leads into a private network, to which nothing is sent.`;
    case "channel_unreadable":
      return t`The settings of the channel can’t be read: enter them again.`;
    default:
      return t`It did not arrive.`;
  }
}

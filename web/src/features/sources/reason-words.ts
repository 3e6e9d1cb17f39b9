import { t } from "@lingui/core/macro";
import type { Delivery, Reason } from "./source-api.ts";

/** What was wrong, in a few words. */
export function reasonInWords(reason: Reason): string {
  const words: Record<Reason, string> = {
    header_missing: t`Header missing`,
    header_malformed: t`Unexpected header format`,
    signature_mismatch: t`Wrong signature`,
    stale_timestamp: t`Timestamp too far off`,
    plain_http: t`Sent over unencrypted http`,
    not_json: t`Not JSON`,
    field_missing: t`A field is missing`,
  };
  // A newer server may know more reasons than this page.
  return words[reason] ?? reason;
}

export function outcomeInWords(outcome: Delivery["outcome"]): string {
  const words: Record<Delivery["outcome"], string> = {
    refused: t`Refused`,
    unmapped: t`Not understood`,
    noted: t`Noted`,
  };
  return words[outcome] ?? outcome;
}

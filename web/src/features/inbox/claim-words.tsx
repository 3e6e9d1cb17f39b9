import { t } from "@lingui/core/macro";
import type { Message } from "../../api/client.ts";
import { useClock } from "../../lib/clock.ts";
import { ageInWords } from "../../lib/time-words.ts";
import { claimOf } from "./claims.ts";

interface ClaimWordsProps {
  message: Message;
  ownId: string | undefined;
  className?: string;
}

/** "Used by Ana 12 s ago". Nothing while nobody uses the code. */
export function ClaimWords({ message, ownId, className }: ClaimWordsProps) {
  const claim = claimOf(message, ownId);
  const age = useClock((now) => (claim ? ageInWords(claim.at, now) : ""));
  if (!claim) return null;
  const { name } = claim;
  return (
    <span className={className} data-own={claim.isOwn}>
      {claim.isOwn ? t`Used by you ${age}` : t`Used by ${name} ${age}`}
    </span>
  );
}

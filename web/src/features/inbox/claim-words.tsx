import { t } from "@lingui/core/macro";
import type { Message } from "../../api/client.ts";
import { useClock } from "../../lib/clock.ts";
import { ageInWords } from "../../lib/time-words.ts";
import { claimOf, isFresh } from "./claims.ts";

interface ClaimWordsProps {
  message: Message;
  ownId: string | undefined;
  className?: string;
}

/** "Ana is using it", and later "Ana used it 12 min ago". Nothing while nobody has claimed the code. */
export function ClaimWords({ message, ownId, className }: ClaimWordsProps) {
  const claim = claimOf(message, ownId);
  const age = useClock((now) => (claim && !isFresh(claim, now) ? ageInWords(claim.at, now) : ""));
  if (!claim) return null;
  const { name } = claim;
  return (
    <span className={className} data-own={claim.isOwn}>
      {age === "" && (claim.isOwn ? t`You’re using it` : t`${name} is using it`)}
      {age !== "" && (claim.isOwn ? t`You used it ${age}` : t`${name} used it ${age}`)}
    </span>
  );
}

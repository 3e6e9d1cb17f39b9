import type { Message } from "../../api/client.ts";

/** For so long a code counts as being used by whoever claimed it. */
const FRESH_MS = 10 * 60_000;

type Claimed = Pick<Message, "claimed_by" | "claimed_at">;

export interface Claim {
  isOwn: boolean;
  name: string;
  at: string;
}

export function claimOf(message: Claimed, ownId: string | undefined): Claim | undefined {
  const { claimed_by, claimed_at } = message;
  if (!claimed_by || !claimed_at) return undefined;
  return { isOwn: claimed_by.id === ownId, name: claimed_by.name, at: claimed_at };
}

/** Whether the code is likely still in use. */
export function isFresh(claim: Claim, now: number): boolean {
  return now - Date.parse(claim.at) < FRESH_MS;
}

/** Who else is using the code at this moment. */
export function otherUser(
  message: Claimed,
  ownId: string | undefined,
  now: number,
): string | undefined {
  const claim = claimOf(message, ownId);
  return claim && !claim.isOwn && isFresh(claim, now) ? claim.name : undefined;
}

/** Whether copying the code should also say that it is being used: never over somebody else's claim. */
export function claimsOnCopy(message: Claimed, ownId: string | undefined, now: number): boolean {
  const claim = claimOf(message, ownId);
  return !claim || !isFresh(claim, now);
}

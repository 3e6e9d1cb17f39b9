import { $open } from "../../api/queries.ts";

const NEVER_STALE = Number.POSITIVE_INFINITY;

const once = (token: string) => ({ enabled: token !== "", staleTime: NEVER_STALE });

/** What a one-time link is for. Asked once: looking does not use it up. */
export function useInvitation(token: string) {
  return $open.useQuery("post", "/invitations/lookup", { body: { token } }, once(token));
}

export function usePasswordReset(token: string) {
  return $open.useQuery("post", "/password-resets/lookup", { body: { token } }, once(token));
}

import { useQuery } from "@tanstack/react-query";
import { dataOf, openClient } from "../../api/client.ts";

const NEVER_STALE = Number.POSITIVE_INFINITY;

/** What a one-time link is for. Asked once: looking does not use it up. */
export function useInvitation(token: string) {
  return useQuery({
    queryKey: ["link", "invitation", token],
    queryFn: () => dataOf(openClient.POST("/invitations/lookup", { body: { token } })),
    enabled: token !== "",
    staleTime: NEVER_STALE,
  });
}

export function usePasswordReset(token: string) {
  return useQuery({
    queryKey: ["link", "password-reset", token],
    queryFn: () => dataOf(openClient.POST("/password-resets/lookup", { body: { token } })),
    enabled: token !== "",
    staleTime: NEVER_STALE,
  });
}

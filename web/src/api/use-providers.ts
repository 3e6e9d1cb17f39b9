import { useQuery } from "@tanstack/react-query";
import { $api } from "./queries.ts";

/** Who can send webhooks, and what it takes to connect them: as long as the server runs, the same. */
export function useProviders() {
  return useQuery({
    ...$api.queryOptions("get", "/providers"),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ data }) => data,
  });
}

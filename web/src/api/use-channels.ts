import { useQuery } from "@tanstack/react-query";
import { $api } from "./queries.ts";

/** Where messages are forwarded to. */
export function useChannels(options: { enabled?: boolean; staleTime?: number } = {}) {
  return useQuery({ ...$api.queryOptions("get", "/channels"), ...options });
}

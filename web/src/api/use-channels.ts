import { useQuery } from "@tanstack/react-query";
import { $api } from "./queries.ts";

/** Where messages are forwarded to. */
export function useChannels(isAsked = true) {
  return useQuery({ ...$api.queryOptions("get", "/channels"), enabled: isAsked });
}

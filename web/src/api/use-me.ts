import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { $api } from "./client.ts";

/** Who is signed in, in which session, and what they may do. */
export function useMe() {
  return $api.useQuery("get", "/me", {}, { staleTime: 60_000 });
}

export function refetchMe(cache: QueryClient) {
  return cache.invalidateQueries({ queryKey: ["get", "/me"] });
}

/** Has what was read from these paths asked for again, whatever its filters. */
export function useRefetch() {
  const cache = useQueryClient();
  return (...paths: string[]) =>
    Promise.all(paths.map((path) => cache.invalidateQueries({ queryKey: ["get", path] })));
}

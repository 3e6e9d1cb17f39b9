import { $api } from "./queries.ts";

/** Who is signed in, in which session, and what they may do. */
export function useMe() {
  return $api.useQuery("get", "/me", {}, { staleTime: 60_000 });
}

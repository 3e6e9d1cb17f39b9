import { useQuery } from "@tanstack/react-query";
import { allOf } from "../../api/queries.ts";

/** Everybody who is or was in the team: whom the log may name. */
export function usePeople() {
  return useQuery({ ...allOf("/audit/people"), staleTime: 0 });
}

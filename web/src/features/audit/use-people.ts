import { useQuery } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { everyPage, LONGEST_PAGE } from "../../api/every-page.ts";

/** Everybody who is or was in the team: whom the log may name. */
export function usePeople() {
  return useQuery({
    queryKey: ["get", "/audit/people", "all"],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        dataOf(
          client.GET("/audit/people", {
            params: { query: { limit: LONGEST_PAGE, cursor } },
            signal,
          }),
        ),
      ),
  });
}

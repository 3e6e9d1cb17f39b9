import { useQuery } from "@tanstack/react-query";
import { client } from "../../api/client.ts";
import { keyOf } from "../../api/queries.ts";

const POLL_MS = 2000;

/** What came last; asked again and again while somebody waits for it and sees the page. */
export function useStatus(id: string, isAwaited = false) {
  return useQuery({
    queryKey: keyOf("/sources/{id}/status", id),
    refetchInterval: isAwaited && POLL_MS,
    queryFn: async ({ signal }) => {
      const { data, error, response } = await client.GET("/sources/{id}/status", {
        params: { path: { id } },
        signal,
      });
      if (data === undefined) throw error;
      return { ...data, clockLead: clockLead(response.headers.get("date")) };
    },
  });
}

/** By how many seconds the server's clock is ahead of this one; undefined where it does not say. */
function clockLead(date: string | null): number | undefined {
  const lead = (Date.parse(date ?? "") - Date.now()) / 1000;
  return Number.isNaN(lead) ? undefined : Math.round(lead);
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Message } from "../../api/client.ts";
import { KEPT, latestCodes, latestKey } from "./latest-cache.ts";
import { fetchPage } from "./list-head.ts";
import { firstPageOf } from "./use-messages.ts";

/** The latest codes, kept up to date. At first they are taken from the list's own first page. */
export function useLatestCodes(number_id: string | undefined): Message[] | undefined {
  const cache = useQueryClient();
  const queryKey = latestKey(number_id);
  const { data } = useQuery({
    queryKey,
    queryFn: async () => {
      const query = number_id ? { number_id } : {};
      const isKnown = cache.getQueryData(queryKey) !== undefined;
      const before = new Set(latestCodes(cache, number_id).map(({ id }) => id));
      const page = isKnown
        ? await fetchPage({ ...query, has_code: true })
        : await firstPageOf(cache, query);
      const codes = page.data.filter(({ code }) => code);
      // What came while the answer was on its way.
      const answered = new Set(codes.map(({ id }) => id));
      const since = latestCodes(cache, number_id).filter(
        ({ id }) => !before.has(id) && !answered.has(id),
      );
      return [...since, ...codes].slice(0, KEPT);
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return data;
}

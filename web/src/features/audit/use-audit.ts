import { useInfiniteQuery } from "@tanstack/react-query";
import { type AuditPage, client, dataOf } from "../../api/client.ts";
import type { AuditQuery } from "./audit-search.ts";

const PAGE_SIZE = 50;

export function useAudit(query: AuditQuery) {
  return useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam, signal }) =>
      dataOf<AuditPage>(
        client.GET("/audit", {
          params: { query: { ...query, limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

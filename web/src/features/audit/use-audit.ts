import { useInfiniteQuery } from "@tanstack/react-query";
import { pagesOf } from "../../api/queries.ts";
import type { AuditQuery } from "./audit-search.ts";

const PAGE_SIZE = 50;

export function useAudit(query: AuditQuery) {
  return useInfiniteQuery(pagesOf("/audit", PAGE_SIZE, { query }));
}

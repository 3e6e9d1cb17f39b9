import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, pagesOf, useRefetch } from "../../api/queries.ts";
import { useLivePaths } from "../../realtime/use-live-paths.ts";

const PAGE_SIZE = 25;
/** More than these are "20+". */
const COUNTED = 20;

/** The open ones, or those that were dismissed; the latest first. */
export function useNotices(open: boolean) {
  return useInfiniteQuery(pagesOf("/notices", PAGE_SIZE, { query: { open } }));
}

/** The latest open ones, for those who handle them. */
export function useOpenNotices(isAsked: boolean) {
  const query = { open: true, limit: COUNTED };
  return $api.useQuery("get", "/notices", { params: { query } }, { enabled: isAsked });
}

/** Somebody dismissed one, or one came. */
export function useLiveNotices() {
  useLivePaths("notice.updated", ["/notices"]);
}

export function useDismiss() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf<unknown>(client.POST("/notices/{id}/dismiss", { params: { path: { id } } })),
    onSuccess: () => refetch("/notices"),
  });
}

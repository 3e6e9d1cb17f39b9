import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { $api, client, dataOf } from "../../api/client.ts";
import { useRefetch } from "../../api/use-me.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";

const NOTICES = ["get", "/notices"] as const;
const PAGE_SIZE = 25;
/** More than these are "20+". */
const COUNTED = 20;

/** The open ones, or those that were dismissed; the latest first. */
export function useNotices(open: boolean) {
  return useInfiniteQuery({
    queryKey: [...NOTICES, "log", open],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        client.GET("/notices", {
          params: { query: { open, limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The latest open ones, for those who handle them. */
export function useOpenNotices(isAsked: boolean) {
  const query = { open: true, limit: COUNTED };
  return $api.useQuery("get", "/notices", { params: { query } }, { enabled: isAsked });
}

/** Somebody dismissed one, or one came. */
export function useLiveNotices() {
  const cache = useQueryClient();
  const refetch = () => cache.invalidateQueries({ queryKey: NOTICES });
  useLiveEvent("notice.updated", refetch);
  useAfterConnect(refetch);
}

export function useDismiss() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf<unknown>(client.POST("/notices/{id}/dismiss", { params: { path: { id } } })),
    onSuccess: () => refetch("/notices"),
  });
}

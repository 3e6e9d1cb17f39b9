import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { client, dataOf, type MessagePage } from "../../api/client.ts";
import type { MessageQuery } from "./inbox-search.ts";
import { findMessage, listKey, markReadInCache, messageKey } from "./message-cache.ts";

const PAGE_SIZE = 50;

export function useMessages(query: MessageQuery) {
  return useInfiniteQuery({
    queryKey: listKey(query),
    queryFn: ({ pageParam, signal }) =>
      dataOf<MessagePage>(
        client.GET("/messages", {
          params: { query: { ...query, limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useMessage(id: string) {
  const cache = useQueryClient();
  return useQuery({
    queryKey: messageKey(id),
    queryFn: ({ signal }) =>
      dataOf(client.GET("/messages/{id}", { params: { path: { id } }, signal })),
    // The list has the whole message already: the detail opens without waiting.
    initialData: () => findMessage(cache, id),
    staleTime: 30_000,
  });
}

export function useMarkRead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(client.POST("/messages/read", { body: { ids: [id] } })),
    onMutate: (id) => markReadInCache(cache, id),
    onSuccess: () => refetchActivity(cache),
  });
}

export function useMarkCopied() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf(client.POST("/messages/{id}/copied", { params: { path: { id } } })),
    onSuccess: () => refetchActivity(cache),
  });
}

/** Who saw and copied: only the open message shows it, so only that is asked for again. */
export function refetchActivity(cache: QueryClient) {
  return cache.invalidateQueries({ queryKey: ["get", "/messages/{id}/activity"] });
}

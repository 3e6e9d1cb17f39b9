import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { client, dataOf } from "../../api/client.ts";
import { $api } from "../../api/queries.ts";
import { useCapability } from "../../api/use-capability.ts";
import { fetchPage } from "./list-head.ts";
import { listKey, refetchMessages } from "./message-cache.ts";
import { isPinned, type MessagePages, rowAt } from "./message-pages.ts";
import { markAllRead, recountUnread } from "./unread.ts";
import { countOf, isMore } from "./unread-counts.ts";

export interface Unread {
  total: number;
  /** There is more: the server stops at 100 of a number. */
  isMore: boolean;
  of: (numberId: string) => number;
}

/** How many messages this reader has not read, in all and of each number. */
export function useUnread(): Unread {
  const readsMessages = useCapability("messages:read");
  const { data: known } = useQuery({
    ...$api.queryOptions("get", "/messages/unread"),
    enabled: readsMessages,
    staleTime: 60_000,
  });
  const data = readsMessages ? known : undefined;
  return useMemo(
    () => ({
      total: data?.total ?? 0,
      isMore: isMore(data),
      of: (numberId) => countOf(data, numberId),
    }),
    [data],
  );
}

/** Marks everything as read that has come so far; what comes meanwhile stays unread. */
export function useMarkAllRead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const list = cache.getQueryData<MessagePages>(listKey({}));
      const shown = list && !isPinned(list) ? rowAt(list, 0) : undefined;
      const newest = shown ?? (await fetchPage({})).data[0];
      if (!newest) return;
      markAllRead(cache, newest.id);
      await dataOf(client.POST("/messages/read", { body: { up_to: newest.id } }));
    },
    onError: () => refetchMessages(cache),
    onSettled: () => recountUnread(cache),
  });
}

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, dataOf } from "../../api/client.ts";
import { paced } from "../../lib/paced.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";
import type { NewCode, SendDetail, SendPage, SentCode } from "./send-api.ts";
import type { SendQuery } from "./sends-search.ts";

const LISTS = ["sends", "list"] as const;
const oneKey = (id: string) => ["sends", "one", id] as const;
const PAGE_SIZE = 50;
/** Events may come many to a second; the list is asked for again this often at most. */
const GAP_MS = 1000;

export function useSends(query: SendQuery) {
  return useInfiniteQuery({
    queryKey: [...LISTS, query],
    queryFn: ({ pageParam, signal }) =>
      dataOf<SendPage>(
        client.GET("/otp", {
          params: { query: { ...query, limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useSend(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: ({ signal }) =>
      dataOf<SendDetail>(client.GET("/otp/{id}", { params: { path: { id } }, signal })),
  });
}

/** Keeps the list and what is open in step with the server. */
export function useLiveSends() {
  const cache = useQueryClient();
  const [ask] = useState(() => paced(() => cache.invalidateQueries({ queryKey: LISTS }), GAP_MS));
  useLiveEvent("send.updated", ({ ids }) => {
    ask();
    for (const id of ids) cache.invalidateQueries({ queryKey: oneKey(id), exact: true });
  });
  // What happened while the connection was away was not heard.
  useAfterConnect(() => cache.invalidateQueries({ queryKey: ["sends"] }));
}

/** A code stays in memory no longer than the dialog that it was typed into. */
const FORGOTTEN = { gcTime: 0 };

export function useSendCode() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (code: NewCode) => {
      const body = { digits: null, ttl_seconds: null, ...code };
      return dataOf<SentCode>(client.POST("/otp/send", { body }));
    },
    // One that no gateway took is in the list as well.
    onSettled: () => {
      cache.invalidateQueries({ queryKey: LISTS });
    },
  });
}

export function useVerifyCode(id: string) {
  const cache = useQueryClient();
  return useMutation({
    ...FORGOTTEN,
    mutationFn: (code: string) => dataOf(client.POST("/otp/verify", { body: { id, code } })),
    onSettled: () => {
      cache.invalidateQueries({ queryKey: ["sends"] });
    },
  });
}

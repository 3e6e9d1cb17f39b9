import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, askAgain, pagesOf, refetch, useRefetch } from "../../api/queries.ts";
import { useAfterSilence, useLiveEvent } from "../../realtime/use-live.tsx";
import { useLivePaths } from "../../realtime/use-live-paths.ts";
import type { NewCode, SentCode } from "./send-api.ts";
import type { SendQuery } from "./sends-search.ts";

/** All that is read of codes that were sent. */
export const SENDS = ["/otp", "/otp/{id}"] as const;
const PAGE_SIZE = 50;
/** Events may come many to a second; the list is asked for again this often at most. */
const GAP_MS = 1000;

export function useSends(query: SendQuery) {
  return useInfiniteQuery(pagesOf("/otp", PAGE_SIZE, { query }));
}

const oneSend = (id: string) => $api.queryOptions("get", "/otp/{id}", { params: { path: { id } } });

export function useSend(id: string) {
  return useQuery(oneSend(id));
}

/** Keeps the list and what is open in step with the server. */
export function useLiveSends() {
  const cache = useQueryClient();
  useLivePaths("send.updated", ["/otp"], GAP_MS);
  useLiveEvent("send.updated", ({ ids }) => {
    for (const id of ids) askAgain(cache, { queryKey: oneSend(id).queryKey, exact: true });
  });
  useAfterSilence(() => refetch(cache, "/otp/{id}"));
}

/** A code stays in memory no longer than the dialog that it was typed into. */
const FORGOTTEN = { gcTime: 0 };

export function useSendCode() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (code: NewCode) => {
      const body = { digits: null, ttl_seconds: null, ...code };
      return dataOf<SentCode>(client.POST("/otp/send", { body }));
    },
    // One that no gateway took is in the list as well.
    onSettled: () => {
      refetch("/otp");
    },
  });
}

export function useVerifyCode(id: string) {
  const refetch = useRefetch();
  return useMutation({
    ...FORGOTTEN,
    mutationFn: (code: string) => dataOf(client.POST("/otp/verify", { body: { id, code } })),
    onSettled: () => {
      refetch(...SENDS);
    },
  });
}

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { $api, type Channel, client, dataOf } from "../../api/client.ts";
import { paced } from "../../lib/paced.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";
import type { DeliveryQuery } from "./deliveries-search.ts";
import type { Delivery, DeliveryDetail, DeliveryPage, Failures } from "./delivery-api.ts";
import { askPage, hearOf, listKey, oneKey, reviseLists } from "./delivery-cache.ts";
import { PAGE_SIZE } from "./delivery-pages.ts";

export function useDeliveries(query: DeliveryQuery) {
  const cache = useQueryClient();
  return useInfiniteQuery({
    queryKey: listKey(query),
    queryFn: ({ pageParam, signal }) =>
      askPage(cache, query, pageParam, () =>
        dataOf<DeliveryPage>(
          client.GET("/deliveries", {
            params: { query: { ...query, limit: PAGE_SIZE, cursor: pageParam } },
            signal,
          }),
        ),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useDelivery(id: string) {
  return useQuery({
    queryKey: oneKey(id),
    queryFn: ({ signal }) =>
      dataOf<DeliveryDetail>(client.GET("/deliveries/{id}", { params: { path: { id } }, signal })),
  });
}

/** What deliveries went over, to filter by; undefined until it is known. */
export function useChannels(): Channel[] | undefined {
  return $api.useQuery("get", "/channels").data?.data;
}

/** Events may come many to a second; the lists are drawn anew this often at most. */
const DRAWING_GAP_MS = 500;

/** Keeps the lists in step with the live events. */
export function useLiveDeliveries() {
  const cache = useQueryClient();
  const [hear] = useState(() => {
    let waiting: Delivery[] = [];
    const handOver = paced(async () => {
      const all = waiting;
      waiting = [];
      hearOf(cache, all);
    }, DRAWING_GAP_MS);
    return (delivery: Delivery) => {
      waiting.push(delivery);
      handOver();
    };
  });
  useLiveEvent("delivery.updated", hear);
  // What happened while the connection was away was not heard.
  useAfterConnect(() => cache.invalidateQueries({ queryKey: ["deliveries"] }));
}

export function useRetry() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf<DeliveryDetail>(client.POST("/deliveries/{id}/retry", { params: { path: { id } } })),
    onSuccess: async (detail) => {
      const queryKey = oneKey(detail.delivery.id);
      reviseLists(cache, [detail.delivery]);
      await cache.cancelQueries({ queryKey, exact: true });
      cache.setQueryData(queryKey, detail);
    },
  });
}

/** For what changes many: the lists are asked for again, since only the server knows which. */
function useChangeMany(act: (body: Failures) => Promise<{ changed: number }>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => cache.invalidateQueries({ queryKey: ["deliveries"] }),
  });
}

const everything = { ids: null, channel_id: null };

export function useRetryMany() {
  return useChangeMany((body) =>
    dataOf(client.POST("/deliveries/retry", { body: { ...everything, ...body } })),
  );
}

export function useReview() {
  return useChangeMany((body) =>
    dataOf(client.POST("/deliveries/review", { body: { ...everything, ...body } })),
  );
}

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, dataOf } from "../../api/client.ts";
import { pagesOf, readPage, refetch } from "../../api/queries.ts";
import { paced } from "../../lib/paced.ts";
import { useAfterSilence, useLiveEvent } from "../../realtime/use-live.tsx";
import type { DeliveryQuery } from "./deliveries-search.ts";
import type { Delivery, DeliveryDetail, Failures } from "./delivery-api.ts";
import { askPage, hearOf, oneDelivery, reviseLists } from "./delivery-cache.ts";
import { PAGE_SIZE } from "./delivery-pages.ts";

const DELIVERIES = ["/deliveries", "/deliveries/{id}"] as const;

export function useDeliveries(query: DeliveryQuery) {
  const cache = useQueryClient();
  return useInfiniteQuery({
    ...pagesOf("/deliveries", PAGE_SIZE, { query }),
    queryFn: ({ pageParam, signal }) =>
      askPage(cache, query, pageParam, () =>
        readPage(
          "/deliveries",
          { query: { ...query, limit: PAGE_SIZE, cursor: pageParam } },
          signal,
        ),
      ),
  });
}

export function useDelivery(id: string) {
  return useQuery(oneDelivery(id));
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
  useAfterSilence(() => refetch(cache, ...DELIVERIES));
}

export function useRetry() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf<DeliveryDetail>(client.POST("/deliveries/{id}/retry", { params: { path: { id } } })),
    onSuccess: async (detail) => {
      const { queryKey } = oneDelivery(detail.delivery.id);
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
    onSuccess: () => refetch(cache, ...DELIVERIES),
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

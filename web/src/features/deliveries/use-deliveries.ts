import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { $api, type Channel, client, dataOf } from "../../api/client.ts";
import { perFrame } from "../../lib/per-frame.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";
import type { DeliveryQuery } from "./deliveries-search.ts";
import type { Delivery, DeliveryDetail, DeliveryPage, Failures } from "./delivery-api.ts";
import { askPage, hearOf, listKey, oneKey } from "./delivery-cache.ts";
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

/** Keeps the lists in step with the live events, which may come many to a second. */
export function useLiveDeliveries() {
  const cache = useQueryClient();
  const hear = useEffectEvent((deliveries: Delivery[]) => hearOf(cache, deliveries));
  const arriving = useRef<ReturnType<typeof perFrame<Delivery>>>(undefined);
  useEffect(() => {
    const frames = perFrame<Delivery>((deliveries) => hear(deliveries));
    arriving.current = frames;
    return frames.stop;
  }, []);
  useLiveEvent("delivery.updated", (delivery) => arriving.current?.add(delivery));
  // What happened while the connection was away was not heard.
  useAfterConnect(() => cache.invalidateQueries({ queryKey: ["deliveries"] }));
}

export function useRetry() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf<DeliveryDetail>(client.POST("/deliveries/{id}/retry", { params: { path: { id } } })),
    onSuccess: (detail) => {
      hearOf(cache, [detail.delivery]);
      cache.setQueryData(oneKey(detail.delivery.id), detail);
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

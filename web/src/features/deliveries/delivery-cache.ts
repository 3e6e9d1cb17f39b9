import type { QueryClient } from "@tanstack/react-query";
import { notifyManager } from "@tanstack/react-query";
import { $api, askAgain, keyOf } from "../../api/queries.ts";
import type { DeliveryQuery } from "./deliveries-search.ts";
import type { Delivery, DeliveryPage } from "./delivery-api.ts";
import { type DeliveryPages, heardInList, heardInPage } from "./delivery-pages.ts";

const LISTS = keyOf("/deliveries", "pages");

export const oneDelivery = (id: string) =>
  $api.queryOptions("get", "/deliveries/{id}", { params: { path: { id } } });

/** What is heard while questions are open; their answers may have been put together before. */
const open = new WeakMap<QueryClient, Set<Map<string, Delivery>>>();

/** Changes the lists in the cache by what is known anew of deliveries, in one drawing. */
export function reviseLists(cache: QueryClient, deliveries: Delivery[]) {
  const heard = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  for (const asked of open.get(cache) ?? []) {
    for (const [id, delivery] of heard) asked.set(id, delivery);
  }
  notifyManager.batch(() => {
    for (const { queryKey } of cache.getQueryCache().findAll({ queryKey: LISTS })) {
      cache.setQueryData<DeliveryPages>(
        queryKey,
        (list) => list && heardInList(list, heard, queryKey[3] as DeliveryQuery),
      );
    }
  });
}

/** The same for live events, which say nothing of attempts: an open delivery is asked for again. */
export function hearOf(cache: QueryClient, deliveries: Delivery[]) {
  reviseLists(cache, deliveries);
  for (const id of new Set(deliveries.map((delivery) => delivery.id))) {
    askAgain(cache, { queryKey: oneDelivery(id).queryKey, exact: true });
  }
}

/** Asks for a page, and puts into it what was heard meanwhile. */
export async function askPage(
  cache: QueryClient,
  query: DeliveryQuery,
  cursor: string | undefined,
  ask: () => Promise<DeliveryPage>,
): Promise<DeliveryPage> {
  const heard = new Map<string, Delivery>();
  const all = open.get(cache) ?? new Set();
  open.set(cache, all.add(heard));
  try {
    const page = await ask();
    return heardInPage(page, heard, query, { isFirst: cursor === undefined, cursor });
  } finally {
    all.delete(heard);
  }
}

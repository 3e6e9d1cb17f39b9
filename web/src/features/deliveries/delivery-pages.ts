import type { InfiniteData } from "@tanstack/react-query";
import type { DeliveryQuery } from "./deliveries-search.ts";
import type { Delivery, DeliveryPage } from "./delivery-api.ts";

export type DeliveryPages = InfiniteData<DeliveryPage, string | undefined>;

export const PAGE_SIZE = 50;
/**
 * Rows that are kept, of which the oldest go when more come: as many as a page while nobody asked for
 * older ones. They are fetched again when they are asked for.
 */
const MOST_ROWS = 400;

export function fits(delivery: Delivery, query: DeliveryQuery): boolean {
  return (
    (query.status === undefined || delivery.status === query.status) &&
    (query.channel_id === undefined || delivery.channel.id === query.channel_id) &&
    (query.number_id === undefined || delivery.number?.id === query.number_id) &&
    (query.needs_review === undefined || delivery.needs_review === query.needs_review)
  );
}

/**
 * Takes into a page what was heard of deliveries: a row is replaced, goes when it does not fit any
 * more, or comes where the server's order has it. Ids sort by time; the newest come first.
 */
export function heardInPage(
  page: DeliveryPage,
  heard: Map<string, Delivery>,
  query: DeliveryQuery,
  { isFirst, cursor }: { isFirst: boolean; cursor?: string },
): DeliveryPage {
  const isPast = (id: string) => page.next_cursor !== null && id < page.next_cursor;
  const isBefore = (id: string) => !isFirst && (cursor === undefined || id >= cursor);
  const known = new Set(page.data.map(({ id }) => id));
  const coming = [...heard.values()].filter(
    (delivery) =>
      !known.has(delivery.id) &&
      fits(delivery, query) &&
      !isPast(delivery.id) &&
      !isBefore(delivery.id),
  );
  if (coming.length === 0 && !page.data.some(({ id }) => heard.has(id))) return page;
  const staying = page.data
    .map((delivery) => heard.get(delivery.id) ?? delivery)
    .filter((delivery) => !heard.has(delivery.id) || fits(delivery, query));
  const data = [...coming, ...staying].sort((one, other) => (one.id < other.id ? 1 : -1));
  return { ...page, data };
}

/** The same for all pages of a list. */
export function heardInList(
  list: DeliveryPages,
  heard: Map<string, Delivery>,
  query: DeliveryQuery,
): DeliveryPages {
  const pages = list.pages.map((page, place) =>
    heardInPage(page, heard, query, {
      isFirst: place === 0,
      cursor: list.pages[place - 1]?.next_cursor ?? undefined,
    }),
  );
  if (pages.every((page, place) => page === list.pages[place])) return list;
  return cutBack({ ...list, pages });
}

function cutBack(list: DeliveryPages): DeliveryPages {
  let room = list.pages.length > 1 ? MOST_ROWS : PAGE_SIZE;
  const pages: DeliveryPage[] = [];
  for (const page of list.pages) {
    if (room <= 0) break;
    const data = page.data.slice(0, room);
    room -= page.data.length;
    pages.push(room < 0 ? { data, next_cursor: data.at(-1)?.id ?? null } : page);
  }
  if (room === 0 && pages.length < list.pages.length) {
    const last = pages.at(-1);
    if (last) pages[pages.length - 1] = { ...last, next_cursor: last.data.at(-1)?.id ?? null };
  }
  return { pages, pageParams: list.pageParams.slice(0, pages.length) };
}

import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "../../api/client.ts";
import { keyOf } from "../../api/queries.ts";
import type { MessageQuery } from "./inbox-search.ts";

/** The latest codes of a number, or of all; beside the lists, which stay still while they are read. */
const LATEST = keyOf("/messages", "latest");
export const latestKey = (number_id: string | undefined) => [...LATEST, { number_id }] as const;
/** One in large and three below it, and some that take their place when they have expired. */
export const KEPT = 12;

/** Ids grow with time. */
export const newestFirst = (a: Message, b: Message) => (a.id < b.id ? 1 : -1);

/** A list's first page says which codes came last: both are drawn at once, and nothing moves for it. */
export function seedLatest(cache: QueryClient, query: MessageQuery, messages: Message[]) {
  const { number_id, ...narrower } = query;
  const queryKey = latestKey(number_id);
  if (Object.keys(narrower).length > 0 || cache.getQueryData(queryKey)) return;
  const codes = messages.filter(({ code }) => code).slice(0, KEPT);
  cache.setQueryData<Message[]>(queryKey, codes);
}

function changeLatest(
  cache: QueryClient,
  change: (codes: Message[], number_id: string | undefined) => Message[],
) {
  for (const { queryKey } of cache.getQueryCache().findAll({ queryKey: LATEST })) {
    const { number_id } = queryKey[3] as { number_id?: string };
    cache.setQueryData<Message[]>(queryKey, (codes) => codes && change(codes, number_id));
  }
}

/** A message came, or says something else now. */
export function keepLatest(cache: QueryClient, message: Message) {
  changeLatest(cache, (codes, number_id) => {
    const others = codes.filter(({ id }) => id !== message.id);
    const belongs = message.code && (!number_id || number_id === message.number.id);
    if (!belongs) return others.length === codes.length ? codes : others;
    return [message, ...others].sort(newestFirst).slice(0, KEPT);
  });
}

export function dropLatest(cache: QueryClient, id: string) {
  changeLatest(cache, (codes) => codes.filter((one) => one.id !== id));
}

/** After a time without the live connection. */
export function refetchLatest(cache: QueryClient) {
  return cache.invalidateQueries({ queryKey: LATEST });
}

/** The codes that came last, the newest first; none before they were asked for. */
export function latestCodes(cache: QueryClient, number_id: string | undefined): Message[] {
  return cache.getQueryData<Message[]>(latestKey(number_id)) ?? [];
}

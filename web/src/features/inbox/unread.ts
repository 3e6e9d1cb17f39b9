import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "../../api/client.ts";
import { keyOf, refetch } from "../../api/queries.ts";
import { paced } from "../../lib/paced.ts";
import { findMessage, markInCache, refetchUnreadWithout } from "./message-cache.ts";
import { less, NONE_UNREAD, plusOne, type UnreadCounts } from "./unread-counts.ts";

export const UNREAD = keyOf("/messages/unread");

const GAP_MS = 1000;
const ARRIVALS_GAP_MS = 300;
const pacers = new WeakMap<QueryClient, () => void>();

/** Has the server count again, at most once a second. */
export function recountUnread(client: QueryClient) {
  const known = pacers.get(client);
  const ask = known ?? paced(() => refetch(client, "/messages/unread"), GAP_MS);
  pacers.set(client, ask);
  ask();
}

function change(client: QueryClient, change: (counts: UnreadCounts) => UnreadCounts | undefined) {
  const counts = client.getQueryData<UnreadCounts>(UNREAD);
  const changed = counts && change(counts);
  // A count under way may or may not know of this already.
  const underWay = client.getQueryState(UNREAD)?.fetchStatus === "fetching";
  if (changed) client.setQueryData(UNREAD, changed);
  if (!changed || underWay) recountUnread(client);
}

const arrived = new WeakMap<QueryClient, (numberId: string) => void>();

/** Counts a new message; when many come, several at a time, since title and numbers show them all. */
export function countArrival(client: QueryClient, message: Message) {
  const count = arrived.get(client) ?? arrivalsOf(client);
  arrived.set(client, count);
  count(message.number.id);
}

function arrivalsOf(client: QueryClient) {
  const waiting: string[] = [];
  const count = paced(async () => {
    const numbers = waiting.splice(0);
    change(client, (counts) => numbers.reduce(plusOne, counts));
  }, ARRIVALS_GAP_MS);
  return (numberId: string) => {
    waiting.push(numberId);
    count();
  };
}

function countRead(client: QueryClient, read: Message[]) {
  if (read.length === 0) return;
  change(client, (counts) =>
    less(
      counts,
      read.map(({ number }) => number.id),
    ),
  );
}

/** Whether a message is one of these. */
function among(ids: string[]) {
  const wanted = new Set(ids);
  return ({ id }: Message) => wanted.has(id);
}

export function markTheseRead(client: QueryClient, ids: string[]) {
  countRead(client, markInCache(client, true, among(ids)));
}

/** Messages that this reader marked as unread, here or in another tab or on another device. */
export function markTheseUnread(client: QueryClient, ids: string[]) {
  const turned = markInCache(client, false, among(ids));
  refetchUnreadWithout(client, ids);
  if (turned.length < ids.length) recountUnread(client);
  else change(client, (counts) => turned.map(({ number }) => number.id).reduce(plusOne, counts));
}

/** This message and all older ones are read, from here on in every list. */
export function markAllRead(client: QueryClient, upTo: string) {
  markInCache(client, true, ({ id }) => id <= upTo);
  client.setQueryData(UNREAD, NONE_UNREAD);
}

/** What this reader has read in another tab or on another device. */
export function hearOfReads(client: QueryClient, ids: string[], upTo: string | null) {
  const isAmong = among(ids);
  const isRead = (message: Message) => isAmong(message) || (!!upTo && message.id <= upTo);
  const read = markInCache(client, true, isRead);
  // This page's own reads come back too: they are known, nothing turns, and the counts are right.
  if (!upTo && ids.every((id) => findMessage(client, id))) countRead(client, read);
  else recountUnread(client);
}

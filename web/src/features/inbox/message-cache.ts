import type { Query, QueryClient } from "@tanstack/react-query";
import type { Message } from "../../api/client.ts";
import { $api, askAgain, forget, keyOf, MESSAGES, pagesKey, refetch } from "../../api/queries.ts";
import { fits, type MessageQuery } from "./inbox-search.ts";
import { dropLatest, keepLatest } from "./latest-cache.ts";
import { type Change, changeList } from "./list-changes.ts";
import {
  findIn,
  insert,
  isPinned,
  type MessagePages,
  mark,
  pinnedAt,
  remove,
  replace,
} from "./message-pages.ts";

const LISTS = keyOf("/messages", "pages");
const ONES = keyOf("/messages/{id}");

export const listKey = (query: MessageQuery) => pagesKey("/messages", { query });
export const oneMessage = (id: string) =>
  $api.queryOptions("get", "/messages/{id}", { params: { path: { id } } });
export const messageKey = (id: string) => oneMessage(id).queryKey;
/** More are not told apart: the list says "100+". */
const MOST_NEWER = 200;

/** The ids of what came while the reader was away from the top of a list. */
const NEWER = ["newer-messages"];
export const newerKey = (query: MessageQuery) => [...NEWER, query] as const;

export const queryOf = ({ queryKey }: Query) => queryKey[3] as MessageQuery;

export function listsOf(client: QueryClient, active = false): Query[] {
  return client
    .getQueryCache()
    .findAll({ queryKey: LISTS, ...(active && { type: "active" as const }) });
}

function changeLists(client: QueryClient, change: Change) {
  for (const list of listsOf(client)) changeList(client, list, change);
}

export function findMessage(client: QueryClient, id: string): Message | undefined {
  const one = client.getQueryData<Message>(messageKey(id));
  if (one) return one;
  for (const { state } of listsOf(client)) {
    const list = state.data as MessagePages | undefined;
    const found = list && findIn(list, id);
    if (found) return found;
  }
  return undefined;
}

// A broadcast goes to the whole team, so it can't say what this reader has read.
function withOwnRead(client: QueryClient, message: Message): Message {
  return { ...message, read: findMessage(client, message.id)?.read ?? message.read };
}

export function addNewer(client: QueryClient, query: MessageQuery, ids: string[]) {
  const known = client.getQueryData<string[]>(newerKey(query)) ?? [];
  if (known.length > MOST_NEWER) return;
  const all = [...new Set([...known, ...ids])];
  if (all.length !== known.length) client.setQueryData(newerKey(query), all);
}

/** A new message: straight into the lists it fits; those where only the server knows are returned. */
export function receiveMessage(client: QueryClient, incoming: Message): MessageQuery[] {
  const message = withOwnRead(client, incoming);
  const unsure: MessageQuery[] = [];
  keepLatest(client, message);
  for (const list of listsOf(client)) {
    const query = queryOf(list);
    const does = fits(query, message);
    if (does === false) continue;
    if (does === undefined) {
      // A list that nobody looks at is fetched anew when somebody does.
      if (list.getObserversCount() === 0) client.getQueryCache().remove(list);
      else unsure.push(query);
      continue;
    }
    const before = list.state.data as MessagePages | undefined;
    const top = before && isPinned(before) && pinnedAt(before);
    if (top && message.id >= top) addNewer(client, query, [message.id]);
    changeList(client, list, (pages) => insert(pages, message));
  }
  return unsure;
}

/** A message that changed: replaced wherever it is shown. */
export function reviseMessage(client: QueryClient, incoming: Message) {
  const message = withOwnRead(client, incoming);
  keepLatest(client, message);
  changeLists(client, (list) => (findIn(list, message.id) ? replace(list, message) : list));
  client.setQueryData<Message>(messageKey(message.id), (old) => old && message);
}

/** Forgets what is not shown at the moment. */
export function forgetUnshown(client: QueryClient) {
  for (const path of MESSAGES) client.removeQueries({ queryKey: keyOf(path), type: "inactive" });
}

/** After a change of what one may see: what is shown is asked for again, the rest is forgotten. */
export function refetchMessages(client: QueryClient) {
  forgetUnshown(client);
  return refetch(client, ...MESSAGES);
}

/** The lists that nobody looks at; they are fetched anew when somebody does. */
export function forgetUnshownLists(client: QueryClient) {
  client.removeQueries({ queryKey: LISTS, type: "inactive" });
}

/** Lists of what is unread that lack what was marked just now: fetched anew, or when somebody looks at them. */
export function refetchUnreadWithout(client: QueryClient, ids: string[]) {
  for (const list of listsOf(client)) {
    const pages = list.state.data as MessagePages | undefined;
    if (queryOf(list).unread === undefined || ids.every((id) => pages && findIn(pages, id)))
      continue;
    if (list.getObserversCount() === 0) client.getQueryCache().remove(list);
    else askAgain(client, { queryKey: list.queryKey, exact: true });
  }
}

/** Whoever may read no messages any more keeps none in the browser. */
export function forgetMessages(client: QueryClient) {
  forget(client, ...MESSAGES);
  client.removeQueries({ queryKey: NEWER });
}

export function dropMessage(client: QueryClient, id: string) {
  changeLists(client, (list) => remove(list, id));
  dropLatest(client, id);
  client.resetQueries({ queryKey: messageKey(id) });
}

/** Marks messages as read or unread wherever they are shown; returns which of them turned. */
export function markInCache(
  client: QueryClient,
  read: boolean,
  concerns: (message: Message) => boolean,
): Message[] {
  const turned = new Map<string, Message>();
  const note = (message: Message) => {
    if (message.read !== read && concerns(message)) turned.set(message.id, message);
  };
  for (const { state } of listsOf(client)) {
    for (const page of (state.data as MessagePages | undefined)?.pages ?? [])
      page.data.forEach(note);
  }
  for (const [key, one] of client.getQueriesData<Message>({ queryKey: ONES })) {
    if (!one || one.read === read || !concerns(one)) continue;
    note(one);
    client.setQueryData<Message>(key, { ...one, read });
  }
  changeLists(client, (list) => mark(list, read, concerns));
  return [...turned.values()];
}

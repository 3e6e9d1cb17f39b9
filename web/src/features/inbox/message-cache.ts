import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Message, MessagePage } from "../../api/client.ts";
import { isFiltered, type MessageQuery } from "./inbox-search.ts";

export type MessagePages = InfiniteData<MessagePage, string | undefined>;

const LISTS = ["messages", "list"] as const;
const ONES = ["messages", "one"] as const;

export const listKey = (query: MessageQuery) => [...LISTS, query] as const;
export const messageKey = (id: string) => [...ONES, id] as const;

const plainList = listKey({});

function mapMessages(
  pages: MessagePages,
  change: (messages: Message[]) => Message[],
): MessagePages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, data: change(page.data) })) };
}

export function findMessage(client: QueryClient, id: string): Message | undefined {
  const one = client.getQueryData<Message>(messageKey(id));
  if (one) return one;
  for (const [, list] of client.getQueriesData<MessagePages>({ queryKey: LISTS })) {
    const found = list?.pages.flatMap((page) => page.data).find((message) => message.id === id);
    if (found) return found;
  }
  return undefined;
}

// A broadcast goes to the whole team, so it can't say what this reader has read.
function withOwnRead(client: QueryClient, message: Message): Message {
  return { ...message, read: findMessage(client, message.id)?.read ?? message.read };
}

/** Puts a message where the server's list has it into the newest page; one that is there already is replaced. */
export function insertMessage(pages: MessagePages, message: Message): MessagePages {
  const known = pages.pages.some((page) => page.data.some(({ id }) => id === message.id));
  if (known)
    return mapMessages(pages, (all) => all.map((m) => (m.id === message.id ? message : m)));
  const [first, ...rest] = pages.pages;
  if (!first) return pages;
  // Ids sort by the time of storing, which is the server's order too.
  const at = first.data.findIndex((m) => m.id < message.id);
  // Older than the whole page: it belongs to a later one, which brings it when it is fetched.
  if (at === -1 && first.data.length > 0 && first.next_cursor) return pages;
  const place = at === -1 ? first.data.length : at;
  return {
    ...pages,
    pages: [{ ...first, data: first.data.toSpliced(place, 0, message) }, ...rest],
  };
}

/** A new message: straight into the plain list; whether filters let it in is the server's to say. */
export function receiveMessage(client: QueryClient, incoming: Message) {
  const message = withOwnRead(client, incoming);
  // An answer already under way may have been put together before this message came.
  if (client.getQueryState(plainList)?.fetchStatus === "fetching") {
    client.invalidateQueries({ queryKey: plainList });
  }
  client.setQueryData<MessagePages>(plainList, (pages) => pages && insertMessage(pages, message));
  client.invalidateQueries({
    queryKey: LISTS,
    predicate: ({ queryKey }) => isFiltered(queryKey[2] as MessageQuery),
  });
}

/** A message that changed: replaced wherever it is shown. */
export function reviseMessage(client: QueryClient, incoming: Message) {
  const message = withOwnRead(client, incoming);
  client.setQueriesData<MessagePages>(
    { queryKey: LISTS },
    (pages) =>
      pages && mapMessages(pages, (all) => all.map((m) => (m.id === message.id ? message : m))),
  );
  client.setQueryData<Message>(messageKey(message.id), (old) => old && message);
}

/** After a change of what one may see: what is shown is asked for again, the rest is forgotten. */
export function refetchMessages(client: QueryClient) {
  client.removeQueries({ queryKey: ["messages"], type: "inactive" });
  return client.invalidateQueries({ queryKey: ["messages"] });
}

export function dropMessage(client: QueryClient, id: string) {
  client.setQueriesData<MessagePages>(
    { queryKey: LISTS },
    (pages) => pages && mapMessages(pages, (all) => all.filter((m) => m.id !== id)),
  );
  client.resetQueries({ queryKey: messageKey(id) });
}

export function markReadInCache(client: QueryClient, id: string) {
  const message = findMessage(client, id);
  if (!message || message.read) return;
  const read = (m: Message) => (m.id === id ? { ...m, read: true } : m);
  client.setQueriesData<MessagePages>(
    { queryKey: LISTS },
    (pages) => pages && mapMessages(pages, (all) => all.map(read)),
  );
  client.setQueryData<Message>(messageKey(id), (old) => old && read(old));
}

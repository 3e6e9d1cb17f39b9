import { hashKey, type Query, type QueryClient, type QueryKey } from "@tanstack/react-query";
import type { MessagePages } from "./message-pages.ts";

export type Change = (list: MessagePages) => MessagePages;

interface Journal {
  /** What changed while a fetch of the query itself is under way. */
  underWay: Map<string, Change[]>;
  /** What changed since each question beside the query was asked. */
  asked: Map<string, Set<Change[]>>;
}

const journals = new WeakMap<QueryClient, Journal>();

function journalOf(client: QueryClient): Journal {
  const known = journals.get(client);
  if (known) return known;
  const journal: Journal = { underWay: new Map(), asked: new Map() };
  journals.set(client, journal);
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" && event.type !== "removed") return;
    const { queryHash, queryKey } = event.query;
    const changes = journal.underWay.get(queryHash);
    if (!changes) return;
    if (event.type === "removed") journal.underWay.delete(queryHash);
    else if (event.action.type === "success" && !event.action.manual) {
      journal.underWay.delete(queryHash);
      apply(client, queryKey, (list) => changes.reduce((all, change) => change(all), list));
    } else if (event.action.type === "fetch" || event.action.type === "error") {
      journal.underWay.delete(queryHash);
    }
  });
  return journal;
}

function apply(client: QueryClient, queryKey: QueryKey, change: Change) {
  const list = client.getQueryData<MessagePages>(queryKey);
  const changed = list && change(list);
  if (changed && changed !== list) client.setQueryData(queryKey, changed);
}

/**
 * Changes a list in the cache. An answer under way was put together from the list of before, or by
 * the server before it knew: the change is made again to what it brings.
 */
export function changeList(client: QueryClient, query: Query, change: Change) {
  const { asked, underWay } = journalOf(client);
  const { queryHash, queryKey, state } = query;
  for (const changes of asked.get(queryHash) ?? []) changes.push(change);
  if (state.fetchStatus !== "idle") {
    underWay.set(queryHash, [...(underWay.get(queryHash) ?? []), change]);
  }
  apply(client, queryKey, change);
}

/** Asks the server something about a list; `since` are the changes that came while it answered. */
export async function askBeside<T>(
  client: QueryClient,
  queryKey: QueryKey,
  ask: () => Promise<T>,
): Promise<{ answer: T; since: Change }> {
  const { asked } = journalOf(client);
  const hash = hashKey(queryKey);
  const changes: Change[] = [];
  const open = asked.get(hash) ?? new Set();
  asked.set(hash, open.add(changes));
  try {
    const answer = await ask();
    return { answer, since: (list) => changes.reduce((all, change) => change(all), list) };
  } finally {
    open.delete(changes);
    if (open.size === 0) asked.delete(hash);
  }
}

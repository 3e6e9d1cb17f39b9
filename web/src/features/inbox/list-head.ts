import { hashKey, type QueryClient } from "@tanstack/react-query";
import { client as api, dataOf, type MessagePage } from "../../api/client.ts";
import { paced } from "../../lib/paced.ts";
import type { MessageQuery } from "./inbox-search.ts";
import { refetchLatest } from "./latest-cache.ts";
import { askBeside, changeList } from "./list-changes.ts";
import {
  addNewer,
  forgetUnshownLists,
  listKey,
  listsOf,
  newerKey,
  queryOf,
} from "./message-cache.ts";
import {
  fromHead,
  isPinned,
  type MessagePages,
  newerThan,
  PAGE_SIZE,
  type PageParam,
  paramFor,
  pin,
  upTo,
} from "./message-pages.ts";

const HEAD_GAP_MS = 1000;
const RETRY_MS = 2000;
// A page on the way up may have grown by what was overtaken on its way.
const SPARE_ROWS = 20;

export async function fetchPage(
  query: MessageQuery,
  { cursor, until }: Pick<PageParam, "cursor" | "until"> = {},
  signal?: AbortSignal,
): Promise<MessagePage> {
  const limit = until ? PAGE_SIZE + SPARE_ROWS : PAGE_SIZE;
  const page = await dataOf<MessagePage>(
    api.GET("/messages", { params: { query: { ...query, limit, cursor } }, signal }),
  );
  return upTo(page, until);
}

async function swap(client: QueryClient, query: MessageQuery, list: MessagePages) {
  const queryKey = listKey(query);
  // An answer under way would put the pages of before back.
  await client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, list);
}

/** The reader has left the top: what comes from now on is counted, not put in. */
export function leaveTop(client: QueryClient, query: MessageQuery) {
  const list = client.getQueryCache().find({ queryKey: listKey(query), exact: true });
  if (list) changeList(client, list, pin);
}

/** Whether a list starts at its top, as each does that is opened anew. */
export function startAtTop(client: QueryClient, query: MessageQuery) {
  const queryKey = listKey(query);
  const list = client.getQueryCache().find<MessagePages>({ queryKey, exact: true });
  if (!list || list.getObserversCount() > 0) return;
  client.setQueryData(newerKey(query), []);
  if (list.state.data && isPinned(list.state.data)) client.removeQueries({ queryKey, exact: true });
}

/** Begins the list again from its newest page, fetched first: until then the old rows stay. */
export async function backToTop(
  client: QueryClient,
  query: MessageQuery,
  isStillWanted: () => boolean,
) {
  const { answer, since } = await askBeside(client, listKey(query), () => fetchPage(query));
  if (!isStillWanted()) return countNewer(client, query, answer);
  client.setQueryData(newerKey(query), []);
  await swap(client, query, since(fromHead(answer)));
}

/** Goes straight to a page far up, instead of through all that lie between. */
export async function jumpTo(
  client: QueryClient,
  query: MessageQuery,
  index: number,
  isStillWanted: () => boolean,
) {
  const first = client.getQueryData<MessagePages>(listKey(query))?.pageParams[0];
  if (!first) return;
  const param = paramFor(first, index);
  const { answer, since } = await askBeside(client, listKey(query), () => fetchPage(query, param));
  if (isStillWanted()) await swap(client, query, since({ pages: [answer], pageParams: [param] }));
}

function countNewer(client: QueryClient, query: MessageQuery, head: MessagePage) {
  const list = client.getQueryData<MessagePages>(listKey(query));
  if (list) addNewer(client, query, newerThan(list, head));
}

/** Puts the newest page into a list that is at its top; counts what it brings for another. */
async function takeHead(client: QueryClient, query: MessageQuery) {
  const { answer, since } = await askBeside(client, listKey(query), () => fetchPage(query));
  const state = client.getQueryState<MessagePages>(listKey(query));
  // The list's own first answer is older than this one: asked again once it is there.
  if (!state?.data) throw new Error("the list is still loading");
  if (isPinned(state.data)) return countNewer(client, query, answer);
  await swap(client, query, since(fromHead(answer)));
  // What was under way, and has been called off, may have known of a later change.
  if (state.fetchStatus === "fetching") askHead(client, query);
}

const heads = new WeakMap<QueryClient, Map<string, () => void>>();

/** Asks the server for the newest of a list, at most once a second, until it answers. */
export function askHead(client: QueryClient, query: MessageQuery) {
  const known = heads.get(client) ?? new Map<string, () => void>();
  heads.set(client, known);
  const hash = hashKey(listKey(query));
  const isShown = () => listsOf(client, true).some(({ queryHash }) => queryHash === hash);
  const ask =
    known.get(hash) ??
    paced(async () => {
      if (!isShown()) return known.delete(hash);
      return takeHead(client, query).catch(() => setTimeout(() => isShown() && ask(), RETRY_MS));
    }, HEAD_GAP_MS);
  known.set(hash, ask);
  ask();
}

/** After a time without the live connection: what came meanwhile is fetched or counted. */
export function catchUp(client: QueryClient) {
  forgetUnshownLists(client);
  refetchLatest(client);
  for (const list of listsOf(client, true)) {
    const data = list.state.data as MessagePages | undefined;
    askHead(client, queryOf(list));
    // Above the pinned rows nothing moves, so they can be fetched again underneath the reader.
    if (data && isPinned(data)) client.refetchQueries({ queryKey: list.queryKey, exact: true });
  }
}

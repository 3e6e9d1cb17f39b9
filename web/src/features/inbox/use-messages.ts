import {
  infiniteQueryOptions,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { client, dataOf, type MessagePage } from "../../api/client.ts";
import { refetch } from "../../api/queries.ts";
import { exportMessages } from "./export-messages.ts";
import type { MessageQuery } from "./inbox-search.ts";
import { seedLatest } from "./latest-cache.ts";
import { fetchPage } from "./list-head.ts";
import { findMessage, listKey, newerKey, oneMessage, refetchMessages } from "./message-cache.ts";
import {
  endIndex,
  MAX_PAGES,
  type MessagePages,
  nextParam,
  type PageParam,
  previousParam,
  TOP,
} from "./message-pages.ts";
import { markTheseRead, markTheseUnread, recountUnread } from "./unread.ts";

function pagesOfMessages(cache: QueryClient, query: MessageQuery) {
  return infiniteQueryOptions<MessagePage, Error, MessagePages, QueryKey, PageParam>({
    queryKey: listKey(query),
    // Only the first answer may be given up: a later one, called off, would take what came since along.
    queryFn: async ({ pageParam, signal }) => {
      const isKnown = cache.getQueryData(listKey(query)) !== undefined;
      const page = await fetchPage(query, pageParam, isKnown ? undefined : signal);
      if (!isKnown) seedLatest(cache, query, page.data);
      return page;
    },
    initialPageParam: TOP,
    getNextPageParam: (_page, pages, _param, params) => nextParam(pages, params),
    getPreviousPageParam: (_page, _pages, param) => previousParam(param),
    maxPages: MAX_PAGES,
    // Live events and heads keep it as it is on the server.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    // A page of rows that did not change costs nothing to draw; comparing them all would.
    structuralSharing: false,
  });
}

export function useMessages(query: MessageQuery) {
  return useInfiniteQuery(pagesOfMessages(useQueryClient(), query));
}

/** Whether the list holds a message; undefined until that is known. */
export function useHasMessages(query: MessageQuery): boolean | undefined {
  const { data } = useInfiniteQuery({
    ...pagesOfMessages(useQueryClient(), query),
    enabled: false,
    select: (pages) => endIndex(pages) > 0,
  });
  return data;
}

/** The first page of a list, for what else needs it: it is asked for once. */
export async function firstPageOf(cache: QueryClient, query: MessageQuery): Promise<MessagePage> {
  const { pages } = await cache.fetchInfiniteQuery(pagesOfMessages(cache, query));
  return pages[0] ?? { data: [], next_cursor: null };
}

/** Who saw and copied: only the open message shows it. */
export const ACTIVITY = "/messages/{id}/activity";

const NONE: string[] = [];

/** What came while the reader was away from the top. */
export function useNewer(query: MessageQuery): string[] {
  const { data } = useQuery({
    queryKey: newerKey(query),
    queryFn: () => NONE,
    enabled: false,
    initialData: NONE,
  });
  return data;
}

export function useMessage(id: string) {
  const cache = useQueryClient();
  return useQuery({
    ...oneMessage(id),
    // The list has the whole message already: the detail opens without waiting.
    initialData: () => findMessage(cache, id),
    staleTime: 30_000,
  });
}

/** One after the other: of two that are under way the later would not always win. */
const MARKS = { id: "marks" };

function useMarksFailed() {
  const cache = useQueryClient();
  return () => {
    refetchMessages(cache);
    recountUnread(cache);
  };
}

export function useMarkRead() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => dataOf(client.POST("/messages/read", { body: { ids } })),
    scope: MARKS,
    onMutate: (ids) => markTheseRead(cache, ids),
    onSuccess: () => refetch(cache, ACTIVITY),
    onError: useMarksFailed(),
  });
}

export function useMarkUnread() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => dataOf(client.POST("/messages/unread", { body: { ids } })),
    scope: MARKS,
    onMutate: (ids) => markTheseUnread(cache, ids),
    onSuccess: () => recountUnread(cache),
    onError: useMarksFailed(),
  });
}

/** What is exported was seen. */
export function useExport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: exportMessages,
    onSuccess: (_, ids) => markTheseRead(cache, ids),
  });
}

export function useMarkCopied() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf(client.POST("/messages/{id}/copied", { params: { path: { id } } })),
    onSuccess: () => refetch(cache, ACTIVITY, "/onboarding"),
  });
}

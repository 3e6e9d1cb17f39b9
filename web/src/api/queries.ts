import {
  infiniteQueryOptions,
  type Query,
  type QueryClient,
  type QueryKey,
  queryOptions,
  useQueryClient,
} from "@tanstack/react-query";
import createQueryClient from "openapi-react-query";
import { client, dataOf, openClient, type Reply } from "./client.ts";
import { everyPage, LONGEST_PAGE } from "./every-page.ts";
import type { paths } from "./schema.gen.ts";

/** One answer of the API; it stands in the cache under its method, its path, and what was asked. */
export const $api = createQueryClient(client);
/** The same for what anyone may ask. */
export const $open = createQueryClient(openClient);

/** What can be read. */
export type ReadPath = {
  [P in keyof paths]: paths[P] extends { get: object } ? P : never;
}[keyof paths];

type Answer<P extends ReadPath> = paths[P]["get"] extends {
  responses: { 200: { content: { "application/json": infer T } } };
}
  ? T
  : never;

type ListPath = {
  [P in ReadPath]: Answer<P> extends { data: unknown[]; next_cursor: string | null } ? P : never;
}[ReadPath];

type Item<P extends ListPath> = Answer<P> extends { data: (infer T)[] } ? T : never;

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

interface Asked<P extends ListPath> {
  /** What the list is narrowed by. */
  query?: paths[P]["get"] extends { parameters: { query?: infer Q } } ? Q : never;
  /** The names in the path. */
  at?: Record<string, string>;
}

/**
 * Where in the cache stands what was read from a path. All keys begin like this, so that who names a
 * path reaches every answer that came from it, whichever page asked.
 */
export function keyOf(path: ReadPath, ...asked: unknown[]) {
  return ["get", path, ...asked] as const;
}

/** The key of a list that is read page by page. */
export function pagesKey<P extends ListPath>(path: P, { at, query }: Asked<P>) {
  return keyOf(path, "pages", { ...at, ...(query as object) });
}

/** One page of a list. */
export function readPage<P extends ListPath>(
  path: P,
  { at, query }: Asked<P>,
  signal: AbortSignal,
): Promise<Page<Item<P>>> {
  const read = client.GET as (path: string, init: object) => Promise<Reply<Page<Item<P>>>>;
  return dataOf(read(path, { params: { path: at, query }, signal }));
}

/** A list that may be long: page after page, when they are asked for. */
export function pagesOf<P extends ListPath>(path: P, size: number, asked: Asked<P>) {
  return infiniteQueryOptions({
    queryKey: pagesKey(path, asked),
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(asked.query as object), limit: size, cursor: pageParam };
      return readPage(path, { at: asked.at, query: query as Asked<P>["query"] }, signal);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** The key of the whole of a list. */
export const allKey = (path: ListPath) => keyOf(path, "all");

/** A list that is short by nature, whole. */
export function allOf<P extends ListPath>(path: P) {
  return queryOptions({
    queryKey: allKey(path),
    queryFn: ({ signal }) =>
      everyPage<Item<P>>((cursor) => {
        const query = { limit: LONGEST_PAGE, cursor };
        return readPage(path, { query: query as Asked<P>["query"] }, signal);
      }),
  });
}

/** All that is read of messages. */
export const MESSAGES = [
  "/messages",
  "/messages/{id}",
  "/messages/{id}/activity",
  "/messages/unread",
] as const;
/** All that is read of sources. */
export const SOURCES = [
  "/sources",
  "/sources/{id}",
  "/sources/{id}/deliveries",
  "/sources/{id}/status",
] as const;

/**
 * Has what was read asked for again. A first answer that is under way may be from before what made it
 * outdated, and nothing would ask again after it: it is waited for.
 */
export async function askAgain(cache: QueryClient, asked: { queryKey: QueryKey; exact?: boolean }) {
  const first = ({ state }: Query) => state.data === undefined;
  const underWay = cache
    .getQueryCache()
    .findAll({ ...asked, fetchStatus: "fetching", predicate: first });
  await Promise.all([
    cache.invalidateQueries(asked),
    ...underWay.map(async ({ promise, queryKey }) => {
      await promise?.catch(() => {});
      await cache.invalidateQueries({ queryKey, exact: true });
    }),
  ]);
}

/** Has what was read from these paths asked for again, whatever was asked of them. */
export function refetch(cache: QueryClient, ...paths: readonly ReadPath[]) {
  return Promise.all(paths.map((path) => askAgain(cache, { queryKey: keyOf(path) })));
}

/** Forgets what was read from these paths, also where it is shown. */
export function forget(cache: QueryClient, ...paths: readonly ReadPath[]) {
  for (const path of paths) cache.removeQueries({ queryKey: keyOf(path) });
}

/** Has all that was read asked for again. */
export function refetchAll(cache: QueryClient) {
  return askAgain(cache, { queryKey: ["get"] });
}

export function useRefetch() {
  const cache = useQueryClient();
  return (...paths: readonly ReadPath[]) => refetch(cache, ...paths);
}

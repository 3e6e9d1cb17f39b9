import {
  type QueryClient,
  skipToken,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { everyPage, LONGEST_PAGE } from "../../api/every-page.ts";
import type { NewSource, OpenedSource, Source, SourceChange } from "./source-api.ts";

const SOURCES = ["sources"] as const;
const LIST = [...SOURCES, "list"] as const;
const shownOnce = (id: string) => ["source-shown-once", id] as const;
const at = (id: string) => ({ params: { path: { id } } });

const DELIVERIES_A_PAGE = 25;

export function useProviders() {
  return useQuery({
    queryKey: ["providers"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await dataOf(client.GET("/providers", { signal }))).data,
  });
}

/** Where the server says that it can be reached. */
export function usePublicAddress() {
  return useQuery({
    queryKey: ["onboarding"],
    queryFn: ({ signal }) => dataOf(client.GET("/onboarding", { signal })),
  });
}

export function useSources() {
  return useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        dataOf(
          client.GET("/sources", {
            params: { query: { limit: LONGEST_PAGE, cursor } },
            signal,
          }),
        ),
      ),
  });
}

export function useSource(id: string) {
  return useQuery({
    queryKey: [...SOURCES, id],
    queryFn: ({ signal }) => dataOf(client.GET("/sources/{id}", { ...at(id), signal })),
  });
}

export function useDeliveries(id: string) {
  return useInfiniteQuery({
    queryKey: [...SOURCES, id, "deliveries"],
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        client.GET("/sources/{id}/deliveries", {
          params: { path: { id }, query: { limit: DELIVERIES_A_PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/**
 * The secret that the server told once, for as long as this page remembers it: never over a reload.
 * Null where a source is fresh and its secret was given; undefined where nothing is remembered.
 */
export function useShownOnce(id: string) {
  return useQuery<string | null>({
    queryKey: shownOnce(id),
    queryFn: skipToken,
  }).data;
}

export function useForgetShown(id: string) {
  const cache = useQueryClient();
  return () => cache.setQueryData(shownOnce(id), null);
}

function keep(cache: QueryClient, { source, secret }: OpenedSource) {
  cache.setQueryData(shownOnce(source.id), secret);
  replace(cache, source);
}

function replace(cache: QueryClient, source: Source) {
  cache.setQueryData([...SOURCES, source.id], source);
  return cache.invalidateQueries({ queryKey: LIST });
}

export function useMakeSource() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body }: { body: NewSource; isSecretLater: boolean }) =>
      dataOf(client.POST("/sources", { body })),
    onSuccess: (made, { isSecretLater }) => {
      // What the server made stands in for the provider's own and is of no use to anybody.
      keep(cache, isSecretLater ? { ...made, secret: null } : made);
      cache.invalidateQueries({ queryKey: ["onboarding"] });
    },
  });
}

export function useUpdateSource(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SourceChange) => dataOf(client.PATCH("/sources/{id}", { ...at(id), body })),
    onSuccess: (source) => replace(cache, source),
  });
}

export function useRotateSource(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { secret?: string }) =>
      dataOf(client.POST("/sources/{id}/rotate", { ...at(id), body })),
    onSuccess: (made) => keep(cache, made),
  });
}

export function useDeleteSource(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf<unknown>(client.DELETE("/sources/{id}", at(id))),
    onSuccess: () => {
      cache.removeQueries({ queryKey: shownOnce(id) });
      cache.invalidateQueries({ queryKey: LIST });
      cache.invalidateQueries({ queryKey: ["onboarding"] });
    },
  });
}

export function useExample(id: string) {
  return useMutation({
    mutationFn: () => dataOf(client.POST("/sources/{id}/example", at(id))),
  });
}

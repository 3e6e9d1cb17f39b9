import {
  type QueryClient,
  skipToken,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, allOf, pagesOf, refetch } from "../../api/queries.ts";
import { useProviders } from "../../api/use-providers.ts";
import type { NewSource, OpenedSource, Source, SourceChange } from "./source-api.ts";

const shownOnce = (id: string) => ["source-shown-once", id] as const;
const at = (id: string) => ({ params: { path: { id } } });
const oneSource = (id: string) => $api.queryOptions("get", "/sources/{id}", at(id));

const DELIVERIES_A_PAGE = 25;

/** Well-known ways to sign, of which a source of any provider may have one. */
export function usePresets() {
  const { data = [] } = useProviders();
  return data.flatMap(({ guide }) => guide.open_format?.presets ?? []);
}

/** Where the server says that it can be reached. */
export function usePublicAddress() {
  return $api.useQuery("get", "/onboarding");
}

export function useSources() {
  return useQuery(allOf("/sources"));
}

export function useSource(id: string) {
  return useQuery(oneSource(id));
}

export function useDeliveries(id: string) {
  return useInfiniteQuery(pagesOf("/sources/{id}/deliveries", DELIVERIES_A_PAGE, { at: { id } }));
}

/** How the secret of a source that was just made, or changed, came about. */
export type SecretOrigin =
  /** The server made it, and tells it this once. */
  | { kind: "made"; secret: string }
  /** It was pasted. */
  | { kind: "given" }
  /** The provider shows it later, and it is still to be pasted: nothing is accepted until then. */
  | { kind: "later" };

/** That, for as long as this page remembers it: never over a reload. */
export function useSecretOrigin(id: string) {
  return useQuery<SecretOrigin>({
    queryKey: shownOnce(id),
    queryFn: skipToken,
  }).data;
}

export function useForgetShown(id: string) {
  const cache = useQueryClient();
  return () => cache.setQueryData<SecretOrigin>(shownOnce(id), { kind: "given" });
}

function keep(cache: QueryClient, { source, secret }: OpenedSource, isLater = false) {
  // What the server made stands in for the provider's own then, and is of no use to anybody.
  const origin: SecretOrigin = isLater
    ? { kind: "later" }
    : secret
      ? { kind: "made", secret }
      : { kind: "given" };
  cache.setQueryData(shownOnce(source.id), origin);
  replace(cache, source);
}

function replace(cache: QueryClient, source: Source) {
  cache.setQueryData(oneSource(source.id).queryKey, source);
  return refetch(cache, "/sources");
}

export function useMakeSource() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body }: { body: NewSource; isSecretLater: boolean }) =>
      dataOf(client.POST("/sources", { body })),
    onSuccess: (made, { isSecretLater }) => {
      keep(cache, made, isSecretLater);
      refetch(cache, "/onboarding");
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
      refetch(cache, "/sources", "/onboarding");
    },
  });
}

export function useExample(id: string) {
  return useMutation({
    mutationFn: () => dataOf(client.POST("/sources/{id}/example", at(id))),
  });
}

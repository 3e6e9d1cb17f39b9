import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { isMissing } from "../../api/problem.ts";
import { $api, allOf, keyOf } from "../../api/queries.ts";
import { useProviders } from "../../api/use-providers.ts";
import type { Brand, Limits } from "./send-api.ts";

export function useLimits() {
  return $api.useQuery("get", "/otp/limits");
}

export function useSetLimits() {
  const cache = useQueryClient();
  const { queryKey } = $api.queryOptions("get", "/otp/limits");
  return useMutation({
    mutationFn: (body: Limits) => dataOf(client.PUT("/otp/limits", { body })),
    onSuccess: (limits) => {
      cache.setQueryData(queryKey, limits);
    },
  });
}

/** The sources that have codes sent on. */
export function useRelays() {
  const { data: providers } = useProviders();
  const relays = providers?.filter(({ relays }) => relays).map(({ id }) => id);
  return useQuery({
    ...allOf("/sources"),
    enabled: relays !== undefined,
    select: (sources) => sources.filter(({ provider }) => relays?.includes(provider)),
  });
}

const brandKey = (sourceId: string) => keyOf("/otp/brands/{source_id}", sourceId);

/** In whose name a source has codes sent; null where that was not said yet. */
export function useBrand(source_id: string) {
  return useQuery({
    queryKey: brandKey(source_id),
    queryFn: async ({ signal }): Promise<Brand | null> => {
      try {
        return await dataOf<Brand>(
          client.GET("/otp/brands/{source_id}", { params: { path: { source_id } }, signal }),
        );
      } catch (failure) {
        if (isMissing(failure)) return null;
        throw failure;
      }
    },
  });
}

export function useSetBrand(source_id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Brand) =>
      dataOf(client.PUT("/otp/brands/{source_id}", { params: { path: { source_id } }, body })),
    onSuccess: (brand) => {
      cache.setQueryData(brandKey(source_id), brand);
    },
  });
}

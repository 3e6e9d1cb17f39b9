import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, refetch, useRefetch } from "../../api/queries.ts";
import { useLivePaths } from "../../realtime/use-live-paths.ts";
import type { Gateway, GatewayChange, NewGateway, SendDetail } from "./send-api.ts";
import { SENDS } from "./use-sends.ts";

type Gateways = { data: Gateway[]; next_cursor: string | null };

/** Secrets stay in memory no longer than the dialog that they are in. */
const FORGOTTEN = { gcTime: 0 };
/** Many may be sent in a moment; the gateways need not show each. */
const GAP_MS = 3000;
const ORDER = ["gateways", "order"];

const at = (id: string) => ({ params: { path: { id } } });

export function useGateways() {
  return $api.useQuery("get", "/gateways");
}

/** Keeps what gateways said last true while something is sent. */
export function useLiveGateways() {
  useLivePaths("send.updated", ["/gateways"], GAP_MS);
}

export function useGatewayKinds() {
  return $api.useQuery("get", "/gateways/kinds", {}, { staleTime: Number.POSITIVE_INFINITY });
}

/** Adds a gateway, or changes the one with this id. */
export function useSaveGateway(id: string | undefined) {
  const refetch = useRefetch();
  return useMutation({
    ...FORGOTTEN,
    mutationFn: ({ kind, name, countries, settings }: Required<NewGateway>) =>
      id === undefined
        ? dataOf(client.POST("/gateways", { body: { kind, name, countries, settings } }))
        : dataOf(
            client.PATCH("/gateways/{id}", { ...at(id), body: { name, countries, settings } }),
          ),
    onSuccess: () => refetch("/gateways"),
  });
}

export function useUpdateGateway(id: string) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (body: GatewayChange) =>
      dataOf(client.PATCH("/gateways/{id}", { ...at(id), body })),
    onSuccess: () => refetch("/gateways"),
  });
}

export function useRemoveGateway(id: string) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: () => dataOf<unknown>(client.DELETE("/gateways/{id}", at(id))),
    // Numbers that were tested over it alone are tested over any now.
    onSuccess: () => refetch("/gateways", "/canaries"),
  });
}

export function useTestGateway(id: string) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (to: string) =>
      dataOf<SendDetail>(client.POST("/gateways/{id}/test", { ...at(id), body: { to } })),
    onSettled: () => {
      refetch("/gateways", ...SENDS);
    },
  });
}

/** Shows the new order at once; several moves in a row reach the server one after the other. */
export function useOrderGateways() {
  const cache = useQueryClient();
  const queryKey = $api.queryOptions("get", "/gateways").queryKey;
  return useMutation({
    mutationKey: ORDER,
    scope: { id: ORDER.join() },
    mutationFn: (ids: string[]) => dataOf(client.PUT("/gateways/order", { body: { ids } })),
    onMutate: async (ids) => {
      await cache.cancelQueries({ queryKey });
      cache.setQueryData<Gateways>(
        queryKey,
        (all) =>
          all && {
            ...all,
            data: ids.flatMap((id) => all.data.find((gateway) => gateway.id === id) ?? []),
          },
      );
    },
    onSettled: () => {
      // Another move is under way: an answer of now would put its gateway back for a moment.
      if (cache.isMutating({ mutationKey: ORDER }) > 1) return;
      return refetch(cache, "/gateways");
    },
  });
}

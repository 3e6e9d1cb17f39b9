import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf, type PhoneNumber } from "../../api/client.ts";
import { everyPage, LONGEST_PAGE } from "../../api/every-page.ts";
import type { components } from "../../api/schema.gen.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";

export const NUMBERS = ["numbers"] as const;

export function useNumbers() {
  const readsMessages = useCapability("messages:read");
  return useQuery({
    queryKey: NUMBERS,
    enabled: readsMessages,
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        dataOf(
          client.GET("/numbers", { params: { query: { limit: LONGEST_PAGE, cursor } }, signal }),
        ),
      ),
  });
}

type NumberChange = components["schemas"]["UpdateNumber"];

export function useUpdateNumber() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: NumberChange & { id: string }) =>
      dataOf(client.PATCH("/numbers/{id}", { params: { path: { id } }, body })),
    onSuccess: (number, change) => {
      replaceNumber(cache, number);
      if (change.cost !== undefined) cache.invalidateQueries({ queryKey: ["get", "/billing"] });
    },
  });
}

export function useAddNumber() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: components["schemas"]["CreateNumber"]) =>
      dataOf(client.POST("/numbers", { body })),
    onSuccess: () => refetchNumbers(cache),
  });
}

export function useDeleteNumber() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, withMessages }: { id: string; withMessages: boolean }) =>
      dataOf(
        client.DELETE("/numbers/{id}", {
          params: { path: { id }, query: withMessages ? { messages: "delete" } : {} },
        }),
      ),
    onSuccess: () => {
      refetchNumbers(cache);
      cache.invalidateQueries({ queryKey: ["messages"] });
      cache.invalidateQueries({ queryKey: ["get", "/billing"] });
    },
  });
}

function refetchNumbers(cache: QueryClient) {
  return cache.invalidateQueries({ queryKey: NUMBERS });
}

export function forgetNumbers(cache: QueryClient) {
  cache.removeQueries({ queryKey: NUMBERS });
}

function replaceNumber(cache: QueryClient, number: PhoneNumber) {
  cache.setQueryData<PhoneNumber[]>(NUMBERS, (all) =>
    all?.map((one) => (one.id === number.id ? number : one)),
  );
}

/** Numbers come and go with what one may see, so each event has the list fetched again. */
export function useLiveNumbers() {
  const cache = useQueryClient();
  const refetch = () => refetchNumbers(cache);
  useAfterConnect(refetch);
  useLiveEvent("number.updated", refetch);
  useLiveEvent("access.updated", refetch);
  useLiveEvent("message.received", ({ number }) => {
    const known = cache.getQueryData<PhoneNumber[]>(NUMBERS)?.some(({ id }) => id === number.id);
    if (!known) refetch();
  });
}

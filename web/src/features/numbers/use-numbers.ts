import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf, type PhoneNumber } from "../../api/client.ts";
import { allKey, allOf, forget, MESSAGES, refetch } from "../../api/queries.ts";
import type { components } from "../../api/schema.gen.ts";
import { useCapability } from "../../api/use-capability.ts";
import { byNumberName } from "../../lib/number-names.ts";
import { useLiveEvent } from "../../realtime/use-live.tsx";
import { useLivePaths } from "../../realtime/use-live-paths.ts";

const NUMBERS = allKey("/numbers");

/** The numbers that one may see, by their names. */
export function useNumbers() {
  const readsMessages = useCapability("messages:read");
  return useQuery({ ...allOf("/numbers"), enabled: readsMessages, select: sortNumbers });
}

const sortNumbers = (numbers: PhoneNumber[]) => numbers.toSorted(byNumberName);

type NumberChange = components["schemas"]["UpdateNumber"];

export function useUpdateNumber() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: NumberChange & { id: string }) =>
      dataOf(client.PATCH("/numbers/{id}", { params: { path: { id } }, body })),
    onSuccess: (number, change) => {
      replaceNumber(cache, number);
      if (change.cost !== undefined) refetch(cache, "/billing");
    },
  });
}

export function useAddNumber() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: components["schemas"]["CreateNumber"]) =>
      dataOf(client.POST("/numbers", { body })),
    onSuccess: () => refetch(cache, "/numbers"),
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
      refetch(cache, "/numbers", "/billing", ...MESSAGES);
    },
  });
}

export function forgetNumbers(cache: QueryClient) {
  forget(cache, "/numbers");
}

function replaceNumber(cache: QueryClient, number: PhoneNumber) {
  cache.setQueryData<PhoneNumber[]>(NUMBERS, (all) =>
    all?.map((one) => (one.id === number.id ? number : one)),
  );
}

/** Numbers come and go with what one may see, so each event has the list fetched again. */
export function useLiveNumbers() {
  const cache = useQueryClient();
  const ask = useLivePaths("number.updated", ["/numbers"]);
  useLiveEvent("message.received", ({ number }) => {
    const known = cache.getQueryData<PhoneNumber[]>(NUMBERS)?.some(({ id }) => id === number.id);
    if (!known) ask();
  });
}

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf, type PhoneNumber } from "../../api/client.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";

const NUMBERS = ["numbers"] as const;
const PAGE_SIZE = 200;

async function allNumbers(signal: AbortSignal): Promise<PhoneNumber[]> {
  const all: PhoneNumber[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE_SIZE, cursor };
    const page = await dataOf(client.GET("/numbers", { params: { query }, signal }));
    all.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

export function useNumbers() {
  return useQuery({ queryKey: NUMBERS, queryFn: ({ signal }) => allNumbers(signal) });
}

export function useUpdateNumber() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({
      id,
      ...body
    }: {
      id: string;
      label?: string | null;
      access?: PhoneNumber["access"];
    }) => dataOf(client.PATCH("/numbers/{id}", { params: { path: { id } }, body })),
    onSuccess: (number) => replaceNumber(cache, number),
  });
}

function replaceNumber(cache: QueryClient, number: PhoneNumber) {
  cache.setQueryData<PhoneNumber[]>(NUMBERS, (all) =>
    all?.map((one) => (one.id === number.id ? number : one)),
  );
}

/** Numbers come and go with what one may see, so each event has the list fetched again. */
export function useLiveNumbers() {
  const cache = useQueryClient();
  const refetch = () => cache.invalidateQueries({ queryKey: NUMBERS });
  useAfterConnect(refetch);
  useLiveEvent("number.updated", refetch);
  useLiveEvent("message.received", ({ number }) => {
    const known = cache.getQueryData<PhoneNumber[]>(NUMBERS)?.some(({ id }) => id === number.id);
    if (!known) refetch();
  });
}

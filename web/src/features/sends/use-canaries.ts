import { useMutation } from "@tanstack/react-query";
import { client, dataOf, type PhoneNumber } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { isOnItsWay } from "./round-trips.ts";
import type { Schedule } from "./send-api.ts";

const at = (number_id: string) => ({ params: { path: { number_id } } });
const OFTEN_MS = 3000;
const SELDOM_MS = 60_000;

/** No event tells of a test: it is asked for often while a message is on its way, else now and then. */
export function useCanaries() {
  return $api.useQuery(
    "get",
    "/canaries",
    {},
    {
      refetchInterval: ({ state }) => (state.data?.data.some(isOnItsWay) ? OFTEN_MS : SELDOM_MS),
    },
  );
}

export function useSetCanary() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: ({ number_id, ...body }: Schedule & { number_id: string }) =>
      dataOf(client.PUT("/canaries/{number_id}", { ...at(number_id), body })),
    onSuccess: () => refetch("/canaries"),
  });
}

export function useRemoveCanary(number_id: string) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: () => dataOf<unknown>(client.DELETE("/canaries/{number_id}", at(number_id))),
    onSuccess: () => refetch("/canaries"),
  });
}

/** Only what has a number in international form can be sent to. */
export function canBeTested({ phone_number }: PhoneNumber): boolean {
  return /^\+\d{6,15}$/.test(phone_number);
}

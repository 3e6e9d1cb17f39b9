import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { $api, client, dataOf, type PhoneNumber } from "../../api/client.ts";
import { useRefetch } from "../../api/use-me.ts";
import { paced } from "../../lib/paced.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";
import type { Schedule } from "./send-api.ts";

const at = (number_id: string) => ({ params: { path: { number_id } } });
const GAP_MS = 3000;

export function useCanaries() {
  return $api.useQuery("get", "/canaries");
}

/** A test is a send like others: what becomes of it changes what is shown here. */
export function useLiveCanaries() {
  const refetch = useRefetch();
  const [ask] = useState(() => paced(() => refetch("/canaries"), GAP_MS));
  useLiveEvent("send.updated", ask);
  useLiveEvent("notice.updated", ask);
  useAfterConnect(ask);
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

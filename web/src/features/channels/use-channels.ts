import { useMutation } from "@tanstack/react-query";
import { type Channel, client, dataOf } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { useLivePaths } from "../../realtime/use-live-paths.ts";
import type { ChannelChange, ChannelKind, NewChannel } from "./channel-api.ts";

/** Many messages are many deliveries; the cards need not show each. */
const GAP_MS = 3000;
/** Addresses, tokens and secrets stay in memory no longer than the dialog that they are in. */
const FORGOTTEN = { gcTime: 0 };

const at = (id: string) => ({ params: { path: { id } } });

/** The kinds of channels and what each needs to be told, which only another version of the server changes. */
export function useChannelKinds() {
  return $api.useQuery("get", "/channels/kinds", {}, { staleTime: Number.POSITIVE_INFINITY });
}

/** The kind of a channel; undefined until it is known. */
export function useKindOf({ kind }: Channel): ChannelKind | undefined {
  return useChannelKinds().data?.data.find(({ id }) => id === kind);
}

/** Keeps the cards true while messages are forwarded. */
export function useLiveChannels() {
  useLivePaths("delivery.updated", ["/channels"], GAP_MS);
}

export function useAddChannel() {
  const refetch = useRefetch();
  return useMutation({
    ...FORGOTTEN,
    mutationFn: (body: NewChannel) => dataOf(client.POST("/channels", { body })),
    onSuccess: () => refetch("/channels"),
  });
}

export function useUpdateChannel(id: string) {
  const refetch = useRefetch();
  return useMutation({
    ...FORGOTTEN,
    mutationFn: (body: ChannelChange) =>
      dataOf(client.PATCH("/channels/{id}", { ...at(id), body })),
    onSuccess: () => refetch("/channels"),
  });
}

export function useRotateChannel(id: string) {
  const refetch = useRefetch();
  return useMutation({
    ...FORGOTTEN,
    mutationFn: () => dataOf(client.POST("/channels/{id}/rotate", at(id))),
    onSuccess: () => refetch("/channels"),
  });
}

export function useRemoveChannel(id: string) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: () => dataOf<unknown>(client.DELETE("/channels/{id}", at(id))),
    // The rules that named it do so no more.
    onSuccess: () => refetch("/channels", "/rules"),
  });
}

export function useTestChannel() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (id: string) => dataOf(client.POST("/channels/{id}/test", at(id))),
    onSettled: () => {
      refetch("/channels");
    },
  });
}

const LONGEST_NAME = 100;

/** The rule that most want: all codes there. */
export function useForwardAll() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      dataOf(
        client.POST("/rules", {
          body: {
            event: "message",
            name: Array.from(name).slice(0, LONGEST_NAME).join(""),
            conditions: {
              has_code: true,
              hours: null,
              notice_kinds: [],
              number_ids: [],
              pattern: null,
              senders: [],
              services: [],
            },
            channel_ids: [id],
            is_enabled: true,
          },
        }),
      ),
    onSuccess: () => refetch("/channels", "/rules"),
  });
}

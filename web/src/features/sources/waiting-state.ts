import type { Delivery, LastMessage, SourceStatus } from "./source-api.ts";

export type WaitingState =
  | { kind: "waiting" }
  | { kind: "noted"; delivery: Delivery }
  | { kind: "trouble"; delivery: Delivery; message: LastMessage | null }
  | { kind: "arrived"; message: LastMessage };

/** What the one who connects a provider should hear now. */
export function waitingState({ last_message, last_delivery }: SourceStatus): WaitingState {
  const isTrouble = last_delivery && last_delivery.outcome !== "noted";
  if (isTrouble && (!last_message || isLater(last_delivery, last_message)))
    return { kind: "trouble", delivery: last_delivery, message: last_message };
  if (last_message) return { kind: "arrived", message: last_message };
  if (last_delivery) return { kind: "noted", delivery: last_delivery };
  return { kind: "waiting" };
}

/** Ids are in the order in which the server wrote; a message's own time is the provider's. */
function isLater(delivery: Delivery, message: LastMessage): boolean {
  if (message.id) return delivery.id > message.id;
  return Date.parse(delivery.received_at) > Date.parse(message.received_at);
}

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";
import { dropMessage, receiveMessage, refetchMessages, reviseMessage } from "./message-cache.ts";
import { refetchActivity } from "./use-messages.ts";

const NONE: ReadonlySet<string> = new Set();
const ARRIVAL_MS = 1000;

function without(ids: ReadonlySet<string>, gone: string): ReadonlySet<string> {
  return new Set([...ids].filter((id) => id !== gone));
}

/** Keeps the cache in step with the live events, whichever page is open. */
export function useLiveMessages() {
  const cache = useQueryClient();
  useAfterConnect(() => cache.invalidateQueries({ queryKey: ["messages"] }));
  useLiveEvent("message.received", (message) => receiveMessage(cache, message));
  useLiveEvent("message.updated", (message) => {
    reviseMessage(cache, message);
    refetchActivity(cache);
  });
  useLiveEvent("message.claimed", (message) => reviseMessage(cache, message));
  useLiveEvent("message.deleted", ({ id }) => dropMessage(cache, id));
  // A number that was opened or closed brings or takes messages that no event tells of.
  useLiveEvent("number.updated", () => refetchMessages(cache));
  useLiveEvent("access.updated", () => refetchMessages(cache));
}

/** Which messages have just come, for the list to show so. */
export function useArrivals(): ReadonlySet<string> {
  const [arrived, setArrived] = useState(NONE);
  useLiveEvent("message.received", (message) => {
    setArrived((before) => new Set(before).add(message.id));
    // Forgotten once it has slid in: a row that is scrolled back into view does not do so again.
    setTimeout(() => setArrived((before) => without(before, message.id)), ARRIVAL_MS);
  });
  return arrived;
}

import { notifyManager, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Message } from "../../api/client.ts";
import { refetch } from "../../api/queries.ts";
import { perFrame } from "../../lib/per-frame.ts";
import { useAfterSilence, useLiveEvent } from "../../realtime/use-live.tsx";
import { noteArrival } from "./arrivals.ts";
import { askHead, catchUp } from "./list-head.ts";
import {
  dropMessage,
  findMessage,
  forgetUnshown,
  receiveMessage,
  refetchMessages,
  reviseMessage,
} from "./message-cache.ts";
import { deselect } from "./selection.ts";
import { countArrival, hearOfReads, markTheseUnread, recountUnread } from "./unread.ts";
import { ACTIVITY } from "./use-messages.ts";

const ASLEEP_MS = 30_000;
/** While messages keep coming: often enough to look steady, and a quarter less work than one at a time. */
const DRAWN_EVERY_MS = 65;

/** Keeps the cache in step with the live events, whichever page is open. */
export function useLiveMessages() {
  const cache = useQueryClient();
  const afterAbsence = () => {
    catchUp(cache);
    refetch(cache, "/messages/{id}");
    recountUnread(cache);
  };
  useAfterSilence(afterAbsence);
  useAfterSleep(afterAbsence);
  const receive = useEffectEvent((messages: Message[]) => {
    // One drawing for all of them.
    notifyManager.batch(() => {
      for (const message of messages) {
        const isNew = noteArrival(message.id) && !findMessage(cache, message.id);
        for (const query of receiveMessage(cache, message)) askHead(cache, query);
        if (isNew) countArrival(cache, message);
      }
    });
  });
  const arriving = useRef<ReturnType<typeof perFrame<Message>>>(undefined);
  useEffect(() => {
    const frames = perFrame<Message>((messages) => receive(messages), DRAWN_EVERY_MS);
    arriving.current = frames;
    return frames.stop;
  }, []);
  useLiveEvent("message.received", (message) => arriving.current?.add(message));
  useLiveEvent("message.updated", (message) => {
    reviseMessage(cache, message);
    refetch(cache, ACTIVITY);
  });
  useLiveEvent("message.claimed", (message) => reviseMessage(cache, message));
  useLiveEvent("message.read", ({ ids, up_to }) => hearOfReads(cache, ids, up_to));
  useLiveEvent("message.unread", ({ ids }) => markTheseUnread(cache, ids));
  useLiveEvent("message.deleted", ({ id }) => {
    dropMessage(cache, id);
    deselect([id]);
    recountUnread(cache);
  });
  // A number that was opened or closed brings or takes messages that no event tells of.
  useLiveEvent("number.updated", () => refetchMessages(cache));
  // What is shown is asked for again with all the rest (app/shell.tsx).
  useLiveEvent("access.updated", () => forgetUnshown(cache));
}

/** A page that was out of sight for long may have been put to sleep with its connection. */
function useAfterSleep(wake: () => void) {
  const latest = useEffectEvent(wake);
  useEffect(() => {
    let hiddenAt = 0;
    const onChange = () => {
      if (document.visibilityState === "hidden") hiddenAt = Date.now();
      else if (hiddenAt > 0 && Date.now() - hiddenAt > ASLEEP_MS) latest();
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
}

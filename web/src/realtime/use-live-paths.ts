import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ReadPath, refetch } from "../api/queries.ts";
import { paced } from "../lib/paced.ts";
import type { LiveEvents } from "./live-connection.ts";
import { useAfterSilence, useLiveEvent } from "./use-live.tsx";

/**
 * Keeps what was read from some paths true: it is asked for again with each such event and after each
 * (re)connect, since what happened while the connection was away was not heard. Events may come many
 * to a second; it is asked for once in `gapMs` at most. Returns what asks without an event.
 */
export function useLivePaths(event: keyof LiveEvents, paths: readonly ReadPath[], gapMs = 0) {
  const cache = useQueryClient();
  const [ask] = useState(() => paced(() => refetch(cache, ...paths), gapMs));
  useLiveEvent(event, ask);
  useAfterSilence(ask);
  return ask;
}

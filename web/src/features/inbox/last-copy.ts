import { useSyncExternalStore } from "react";
import type { Message } from "../../api/client.ts";

const SHOWN_MS = 5000;

/** What was copied last, and how it is taken back. */
export interface Copy {
  message: Message;
  undo: () => void;
}

let last: Copy | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function become(next: Copy | undefined) {
  last = next;
  for (const listener of listeners) listener();
}

/** Shows a copy for five seconds. */
export function showCopy(copy: Copy) {
  become(copy);
  letGo();
}

export function hideCopy() {
  clearTimeout(timer);
  become(undefined);
}

/** As long as somebody is at it, it does not go away. */
export function keepShown() {
  clearTimeout(timer);
}

export function letGo() {
  clearTimeout(timer);
  timer = setTimeout(() => become(undefined), SHOWN_MS);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useLastCopy(): Copy | undefined {
  return useSyncExternalStore(subscribe, () => last);
}

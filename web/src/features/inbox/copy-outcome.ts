import { useSyncExternalStore } from "react";

const ANSWER_MS = 2200;

export interface CopyOutcome {
  kind: "copied" | "failed";
  /** Who else is using the code, where that is so. */
  usedBy?: string;
}

let last: { id: string; outcome: CopyOutcome } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function become(next: typeof last) {
  last = next;
  for (const listener of listeners) listener();
}

/** The answer to a copy, for a moment, wherever the message is shown: it may have been copied by a key. */
export function answerCopy(id: string, outcome: CopyOutcome) {
  clearTimeout(timer);
  become({ id, outcome });
  // More to read takes longer.
  timer = setTimeout(() => become(undefined), outcome.usedBy ? 2 * ANSWER_MS : ANSWER_MS);
}

/** Takes the answer back, as the copy was. */
export function withdrawAnswer() {
  clearTimeout(timer);
  become(undefined);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useCopyOutcome(id: string): CopyOutcome | undefined {
  return useSyncExternalStore(subscribe, () => (last?.id === id ? last.outcome : undefined));
}

import { useSyncExternalStore } from "react";

// Apart from the player, which is loaded only where sound is on.
let blocked = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function setSoundBlocked(next: boolean) {
  if (next === blocked) return;
  blocked = next;
  for (const listener of listeners) listener();
}

/** Whether a sound was due that the browser did not allow, because nobody has touched the page yet. */
export function useSoundBlocked(): boolean {
  return useSyncExternalStore(subscribe, () => blocked);
}

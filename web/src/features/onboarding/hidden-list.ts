import { useSyncExternalStore } from "react";

const KEY = "codebell.first-run";
const HIDDEN = "hidden";
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) window.addEventListener("storage", tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", tell);
  };
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === HIDDEN;
  } catch {
    // A browser may keep nothing: then the list stays.
    return false;
  }
}

export function setListHidden(isHidden: boolean) {
  try {
    if (isHidden) localStorage.setItem(KEY, HIDDEN);
    else localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
  tell();
}

/** Whether the reader put the list of first steps away in this browser. */
export function useListHidden(): boolean {
  return useSyncExternalStore(subscribe, read);
}

import { useSyncExternalStore } from "react";

/** The server takes no more at once. */
export const MOST_SELECTED = 200;

type Selection = ReadonlySet<string>;

/** Messages that something is to be done with together; undefined while none are being selected. */
let selected: Selection | undefined;
/** Where a range begins. */
let anchor: string | undefined;
const listeners = new Set<() => void>();

function become(next: Selection | undefined) {
  selected = next && new Set([...next].slice(0, MOST_SELECTED));
  for (const listener of listeners) listener();
}

export function startSelecting() {
  if (!selected) become(new Set());
}

export function stopSelecting() {
  anchor = undefined;
  if (selected) become(undefined);
}

/** Selects a message, or no longer, and begins with it where none were being selected. */
export function toggleSelected(id: string) {
  anchor = id;
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  become(next);
}

/** Selects all from the one before to this one, as they stand in the list. */
export function selectTo(id: string, inOrder: string[]) {
  const [from, to] = [inOrder.indexOf(anchor ?? id), inOrder.indexOf(id)];
  if (from < 0 || to < 0) {
    toggleSelected(id);
    return;
  }
  const range = inOrder.slice(Math.min(from, to), Math.max(from, to) + 1);
  become(new Set([...(selected ?? []), ...range]));
}

/** Selects these too, the first of them if they are too many. */
export function selectAlso(ids: string[]) {
  become(new Set([...(selected ?? []), ...ids]));
}

/** Messages that are gone, or that are done with. */
export function deselect(ids: string[]) {
  if (selected && ids.some((id) => selected?.has(id))) {
    become(new Set([...selected].filter((id) => !ids.includes(id))));
  }
}

/** Whether any message is selected. */
export function isAnySelected(): boolean {
  return selected !== undefined && selected.size > 0;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useSelection(): Selection | undefined {
  return useSyncExternalStore(subscribe, () => selected);
}

import { useLayoutEffect, useState, useSyncExternalStore } from "react";
import { createKeybindingsHandler } from "tinykeys";

export interface Shortcut {
  /** As tinykeys writes them: "j", "g i", "$mod+k", "Shift+?". */
  keys: string;
  words: string;
  group: "inbox" | "go" | "general";
  run: () => void;
  /** Whether holding the key down does it again and again, as for going through a list. */
  repeats?: boolean;
}

// Asks for a modifier that types nothing, so it can't be taken for typing.
const EVERYWHERE = new Set(["$mod+k"]);
const SEQUENCE_MS = 1500;
/** The end of Latin Extended-B. */
const LAST_LATIN = 0x24f;
// A box that is ticked is not typed into.
const TYPING =
  "input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]:not([contenteditable='false'])";
// These have keys of their own.
const OWN_KEYS = "[role='menu'], [role='listbox'], [role='dialog']";

/** What each mounted component offers, the newest last. */
const offers: { shortcuts: Shortcut[] }[] = [];
const listeners = new Set<() => void>();
let active: Shortcut[] = [];
let handle: ((event: KeyboardEvent) => void) | undefined;

function newest(keys: string): Shortcut | undefined {
  for (const { shortcuts } of offers.toReversed()) {
    const found = shortcuts.find((one) => one.keys === keys);
    if (found) return found;
  }
  return undefined;
}

function settle() {
  const all = new Map<string, Shortcut>();
  for (const { shortcuts } of offers) {
    // What is run is looked up then, so that what is listed here never grows stale.
    for (const one of shortcuts) all.set(one.keys, { ...one, run: () => newest(one.keys)?.run() });
  }
  active = [...all.values()];
  handle = undefined;
  for (const listener of listeners) listener();
}

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : undefined;
  return (
    event.defaultPrevented ||
    target?.closest(TYPING) != null ||
    target?.closest(OWN_KEYS) != null ||
    document.querySelector("dialog[open]") !== null
  );
}

function bindingsOf(shortcuts: Shortcut[]) {
  return Object.fromEntries(
    shortcuts.map(({ keys }) => [
      keys,
      (event: KeyboardEvent) => {
        const shortcut = newest(keys);
        if (!shortcut || (event.repeat && !shortcut.repeats)) return;
        event.preventDefault();
        // Begun anew: other sequences with the same first key must not wait for their second one.
        handle = undefined;
        shortcut.run();
      },
    ]),
  );
}

function makeHandler() {
  // Sequences first: the "n" of "g n" is not an "n" of its own.
  const sorted = active.toSorted(
    (a, b) => Number(b.keys.includes(" ")) - Number(a.keys.includes(" ")),
  );
  const isEverywhere = ({ keys }: Shortcut) => EVERYWHERE.has(keys);
  const everywhere = createKeybindingsHandler(bindingsOf(sorted.filter(isEverywhere)), {
    ignore: (event) => event.isComposing || event.defaultPrevented,
  });
  const elsewhere = createKeybindingsHandler(
    bindingsOf(sorted.filter((one) => !isEverywhere(one))),
    { ignore: (event) => event.isComposing || isTaken(event), timeout: SEQUENCE_MS },
  );
  return (event: KeyboardEvent) => {
    everywhere(event);
    elsewhere(event);
  };
}

/** On a keyboard of another script the place of a key says which one is meant. */
function byPlace(event: KeyboardEvent): KeyboardEvent {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const sign = event.code === "Slash" ? (event.shiftKey ? "?" : "/") : undefined;
  const key = letter?.toLowerCase() ?? sign;
  // Latin letters lie elsewhere on other keyboards, and are what they say.
  const isOther = [...event.key].length === 1 && (event.key.codePointAt(0) ?? 0) > LAST_LATIN;
  if (!key || !isOther) return event;
  return new Proxy(event, {
    get(target, name) {
      if (name === "key") return key;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function onKey(event: KeyboardEvent) {
  handle ??= makeHandler();
  handle(byPlace(event));
}

function offer(entry: { shortcuts: Shortcut[] }) {
  if (offers.length === 0) addEventListener("keydown", onKey);
  offers.push(entry);
  settle();
  return () => {
    offers.splice(offers.indexOf(entry), 1);
    if (offers.length === 0) removeEventListener("keydown", onKey);
    settle();
  };
}

const signature = (shortcuts: Shortcut[]) =>
  shortcuts.map(({ keys, words, group }) => `${keys}\n${words}\n${group}`).join("\n\n");

/**
 * Keys that do something while this is mounted; of two for the same keys the one mounted last
 * counts. None fires while typing, with a modifier that it did not ask for, or behind a dialog.
 */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const [entry] = useState(() => ({ shortcuts }));
  // What others list is settled anew only when it says something else.
  const offered = signature(shortcuts);
  // With what is shown: a key that is pressed as soon as it is there is not lost.
  useLayoutEffect(() => {
    entry.shortcuts = shortcuts;
  });
  useLayoutEffect(() => offer(entry), [entry]);
  useLayoutEffect(() => {
    if (offers.includes(entry)) settle();
  }, [offered, entry]);
}

/** All that can be pressed at this moment. */
export function useActiveShortcuts(): Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => active,
  );
}

import { type FocusEvent, useLayoutEffect, useRef } from "react";

const NEWEST = '[aria-posinset="1"] a[id^="message-"]';

const rowLink = (id: string) => document.getElementById(`message-${id}`);
const rowOf = (target: Element) => target.closest<HTMLElement>("[data-message]")?.dataset.message;

/**
 * Where the focus is in the list. A row that goes away while it has the focus hands it to the list
 * itself; one that is not drawn yet gets it as soon as it is.
 */
export function useRowFocus() {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<string>(undefined);
  const newestWanted = useRef(false);
  const held = useRef<string>(undefined);
  const newest = () => list.current?.querySelector<HTMLElement>(NEWEST);

  // After each drawing: only then is it known which rows there are.
  useLayoutEffect(() => {
    const row = newestWanted.current ? newest() : wanted.current && rowLink(wanted.current);
    if (row) {
      wanted.current = undefined;
      newestWanted.current = false;
      row.focus({ preventScroll: true });
      return;
    }
    const isLost = document.activeElement === document.body || !document.activeElement;
    if (held.current && isLost && !rowLink(held.current)) {
      held.current = undefined;
      list.current?.focus({ preventScroll: true });
    }
  });

  return {
    list,
    /** The row that the focus is in. */
    current: () => (document.activeElement ? rowOf(document.activeElement) : undefined),
    focus(id: string) {
      const row = rowLink(id);
      wanted.current = row ? undefined : id;
      row?.focus({ preventScroll: true });
    },
    /** Who asks for the newest has the focus on it then; the button that was pressed is gone. */
    focusNewest(begunAgain: boolean) {
      newestWanted.current = begunAgain;
      if (!begunAgain) newest()?.focus({ preventScroll: true });
    },
    onFocus: (event: FocusEvent) => {
      held.current = rowOf(event.target);
      wanted.current = undefined;
    },
    onBlur: (event: FocusEvent) => {
      // Without a next place it may be that the row itself went away.
      if (event.relatedTarget) held.current = undefined;
    },
  };
}

import { type FocusEvent, useCallback, useEffect, useEffectEvent, useRef } from "react";

/** So long after the last touch the list flows again. */
const CALM_MS = 500;

type Reason = "pointer" | "press" | "keyboard";

/** Whether the focus got there by keys: a click leaves it behind where it was. */
function isByKeys(element: Element): boolean {
  try {
    return element.matches(":focus-visible");
  } catch {
    // An engine that does not know the word.
    return true;
  }
}

/**
 * Whether somebody is at the list: the pointer rests on it, a press is down, or the keyboard is in
 * it. Rows must not trade places then, or a click would copy another code than the one that was
 * aimed at. `onChange` is told when it begins, and a moment after it has ended.
 */
export function useHold(onChange: () => void) {
  const reasons = useRef(new Set<Reason>());
  const held = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changed = useEffectEvent(() => onChange());

  function become(reason: Reason, holds: boolean) {
    if (holds) reasons.current.add(reason);
    else reasons.current.delete(reason);
    clearTimeout(timer.current);
    if (reasons.current.size > 0) {
      if (held.current) return;
      held.current = true;
      onChange();
    } else if (held.current) {
      timer.current = setTimeout(() => {
        held.current = false;
        changed();
      }, CALM_MS);
    }
  }

  const release = useEffectEvent(() => become("press", false));
  useEffect(() => {
    const onUp = () => release();
    // Wherever the press ends.
    addEventListener("pointerup", onUp);
    addEventListener("pointercancel", onUp);
    return () => {
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", onUp);
      clearTimeout(timer.current);
    };
  }, []);

  return {
    isHeld: useCallback(() => held.current, []),
    events: {
      // Not only when it enters: the list may have come up under it.
      onPointerOver: () => become("pointer", true),
      onPointerLeave: () => become("pointer", false),
      onPointerDown: () => become("press", true),
      onFocus: ({ target }: FocusEvent) => become("keyboard", isByKeys(target)),
      onBlur: () => become("keyboard", false),
    },
  };
}

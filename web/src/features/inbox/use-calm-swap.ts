import { useEffect, useEffectEvent, useRef, useState } from "react";
import { sinceLastTouch } from "../../lib/last-touch.ts";
import { useHold } from "./use-hold.ts";

/** So long nobody has touched anything before what is shown trades places with something newer. */
const CALM_MS = 500;
/** So long after that it says so. */
const TOLD_MS = 5000;

/**
 * Shows one thing after the other, but never changes it under somebody's hand: the next one takes its
 * place when nobody has touched anything for a moment, and takes no click for another.
 */
export function useCalmSwap(next: string | undefined, isStillThere: (id: string) => boolean) {
  const [shown, setShown] = useState(next);
  const [swappedAt, setSwappedAt] = useState(0);
  const [movedAt, setMovedAt] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hold = useHold(() => {});
  const isGone = shown === undefined || !isStillThere(shown);
  const waits = next !== undefined && next !== shown;

  const isCalm = () => sinceLastTouch() >= CALM_MS && !hold.isHeld();

  function swap() {
    clearTimeout(timer.current);
    setShown(next);
    setSwappedAt(performance.now());
    setMovedAt(performance.now());
  }

  const trySwap = useEffectEvent(() => {
    if (isCalm()) swap();
    else timer.current = setTimeout(trySwap, Math.max(CALM_MS - sinceLastTouch(), 100));
  });
  useEffect(() => {
    if (!waits || isGone) return;
    trySwap();
    return () => clearTimeout(timer.current);
  }, [waits, isGone, next]);

  if (isGone && next !== shown) {
    // What is there no more is not waited for.
    setShown(next);
    if (shown !== undefined) setMovedAt(performance.now());
  } else if (waits && isCalm()) {
    // At once, and not after what is about to be replaced was drawn.
    swap();
  }

  return {
    shown: isGone ? next : shown,
    /** Something newer came and has not taken the place yet. */
    waits: waits && !isGone,
    /** It has taken the place a moment ago. */
    isNew: useIsWithin(swappedAt, TOLD_MS),
    /** It was aimed at what stood there before. */
    refusesClicks: useIsWithin(movedAt, CALM_MS),
    swap,
    events: hold.events,
  };
}

/** Whether less than `ms` have passed since a moment; 0 is none. */
function useIsWithin(moment: number, ms: number): boolean {
  const [over, setOver] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(moment), ms);
    return () => clearTimeout(timer);
  }, [moment, ms]);
  return over !== moment;
}

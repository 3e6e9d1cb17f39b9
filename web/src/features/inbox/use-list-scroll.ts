import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import { type Density, useDensity } from "../../lib/use-density.ts";
import { PHONE } from "../../ui/widths.ts";
import type { MessageQuery } from "./inbox-search.ts";
import { backToTop, jumpTo, leaveTop } from "./list-head.ts";
import {
  endIndex,
  hasOlder,
  isPinned,
  type MessagePages,
  movedBy,
  type Sight,
  sightOf,
  tradePlaces,
} from "./message-pages.ts";
import { noteSight } from "./on-screen.ts";
import { useHold } from "./use-hold.ts";

/** Rows of one height need no measuring, however many there are. */
const ROW_REM: Record<Density, number> = { compact: 4, comfortable: 5 };
const FINGERS = `(pointer: coarse), ${PHONE}`;
const FIRST_ROWS = 12;
/** Rows drawn beyond what is in sight; in a fast scroll they would be gone before they are seen. */
const BEYOND = 1;
/** So long after rows traded places they take no click: it was aimed at what stood there before. */
const UNCLICKED_MS = 500;

type Rows = Virtualizer<HTMLDivElement, Element>;

const isThere = (id: string | undefined): id is string => id !== undefined;

function rowHeightNow(density: Density): number {
  const font = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return ROW_REM[density] * (font || 16);
}

/** Told with the browser's own layout: asking for the size would have it lay everything out at once. */
function watchSize(
  { scrollElement }: Rows,
  tell: (size: { width: number; height: number }) => void,
) {
  if (!scrollElement) return;
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.borderBoxSize[0];
    if (box) tell({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) });
  });
  observer.observe(scrollElement);
  return () => observer.disconnect();
}

/**
 * Which rows are in sight, and that they stay there: at the top new messages push the others down as
 * long as nobody is at the list; else nothing moves, whatever comes, goes or is fetched again.
 */
export function useListScroll(list: MessagePages, query: MessageQuery) {
  const cache = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen] = useDensity();
  const byFingers = useMediaQuery(FINGERS, undefined, { getInitialValueInEffect: false });
  const density = byFingers ? "comfortable" : chosen;
  const rowHeight = useMemo(() => rowHeightNow(density), [density]);
  const measured = useRef(rowHeight);
  const sight = useRef<Sight>({ index: 0, ids: [] });
  const restarting = useRef(false);
  const goingUp = useRef(false);
  const jumping = useRef(false);
  const unclicked = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hold = useHold(() => look(rows));
  const rows = useVirtualizer({
    count: endIndex(list) + (hasOlder(list) ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 0, height: FIRST_ROWS * rowHeight },
    observeElementRect: watchSize,
    overscan: BEYOND,
    onChange: (changed) => look(changed),
  });

  // A window that becomes as narrow as a phone has the rows of one, and the same one on top.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || measured.current === rowHeight) return;
    const first = element.scrollTop / measured.current;
    measured.current = rowHeight;
    rows.measure();
    element.scrollTop = first * rowHeight;
  }, [rows, rowHeight]);

  const isAtTop = useCallback(() => (scroller.current?.scrollTop ?? 0) < rowHeight, [rowHeight]);

  const restart = useCallback(async () => {
    if (restarting.current) return;
    restarting.current = true;
    try {
      await backToTop(cache, query, () => goingUp.current || (isAtTop() && !hold.isHeld()));
    } catch {
      // The old rows stay; whoever scrolls up again, or the next connection, tries again.
      goingUp.current = false;
    } finally {
      restarting.current = false;
    }
  }, [cache, query, isAtTop, hold.isHeld]);

  const look = useEffectEvent(({ scrollOffset, scrollRect }: Rows) => {
    const start = Math.max(0, Math.floor((scrollOffset ?? 0) / rowHeight));
    sight.current = sightOf(list, start, Math.ceil((scrollRect?.height ?? 0) / rowHeight) + 1);
    if (document.visibilityState === "visible")
      noteSight(sight.current.ids.filter(isThere), "list");
    if (goingUp.current) return;
    const pinned = isPinned(list);
    const stays = start > 0 || hold.isHeld();
    if (!pinned && stays) leaveTop(cache, query);
    if (pinned && !stays) restart();
  });

  /** Rows that traded places take no click for a moment. */
  function refuseClicks() {
    const element = scroller.current;
    if (!element) return;
    element.dataset.moved = "true";
    clearTimeout(unclicked.current);
    unclicked.current = setTimeout(() => delete element.dataset.moved, UNCLICKED_MS);
  }

  const stay = useEffectEvent(() => {
    const element = scroller.current;
    if (!element) return;
    const before = sight.current;
    // As it was last scrolled to: asking the element would have the browser lay the new rows out at once.
    let top = rows.scrollOffset ?? 0;
    if (!isPinned(list)) {
      if (goingUp.current) {
        element.scrollTop = 0;
        top = 0;
      }
      goingUp.current = false;
    } else {
      const moved = movedBy(list, sight.current);
      if (moved !== 0) {
        element.scrollTop += moved * rowHeight;
        top = element.scrollTop;
      }
    }
    if (tradePlaces(list, before, Math.floor(top / rowHeight))) refuseClicks();
    look(rows);
  });
  // Each change of the list may have moved its rows.
  useLayoutEffect(() => stay(), [list]);

  /** To the newest message, wherever the reader is; says whether the list begins again for it. */
  async function toTop(): Promise<boolean> {
    if (scroller.current && !isPinned(list)) {
      scroller.current.scrollTop = 0;
      return false;
    }
    goingUp.current = true;
    await restart();
    return true;
  }

  /** Scrolls as little as it takes for a row to be in sight. */
  function reveal(index: number) {
    const element = scroller.current;
    if (!element) return;
    const top = index * rowHeight;
    const lowest = top + rowHeight - element.clientHeight;
    if (element.scrollTop > top) element.scrollTop = top;
    else if (element.scrollTop < lowest) element.scrollTop = lowest;
  }

  /** Fetches the page of a row that is far above those that are loaded. */
  async function jump(index: number) {
    if (jumping.current) return;
    jumping.current = true;
    try {
      await jumpTo(cache, query, index, () => !restarting.current);
    } catch {
      // The next scroll tries again.
    } finally {
      jumping.current = false;
    }
  }

  return { scroller, rows, rowHeight, density, toTop, reveal, jump, hold: hold.events };
}

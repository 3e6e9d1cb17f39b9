import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { MessageQuery } from "./inbox-search.ts";
import { backToTop, jumpTo, leaveTop } from "./list-head.ts";
import { isPinned, type MessagePages, movedBy, type Sight, sightOf } from "./message-pages.ts";

/** As in message-list.module.css. Rows of one height need no measuring, however many there are. */
const ROW_REM = 6;
const FIRST_ROWS = 12;
/** Rows drawn beyond what is in sight; in a fast scroll they would be gone before they are seen. */
const BEYOND = 5;
const SETTLED_MS = 120;

function rowHeightNow(): number {
  const font = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return ROW_REM * (font || 16);
}

/**
 * Which rows are in sight, and that they stay there: at the top new messages push the others down,
 * away from it nothing moves, whatever comes, goes or is fetched again.
 */
export function useListScroll(list: MessagePages, query: MessageQuery) {
  const cache = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [rowHeight] = useState(rowHeightNow);
  const [range, setRange] = useState({ start: 0, rows: FIRST_ROWS, beyond: BEYOND });
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(list);
  const sight = useRef<Sight>({ index: 0, ids: [] });
  const restarting = useRef(false);
  const goingUp = useRef(false);
  const jumping = useRef(false);

  const isAtTop = useCallback(() => (scroller.current?.scrollTop ?? 0) < rowHeight, [rowHeight]);

  const restart = useCallback(async () => {
    if (restarting.current) return;
    restarting.current = true;
    try {
      await backToTop(cache, query, () => goingUp.current || isAtTop());
    } catch {
      // The old rows stay; whoever scrolls up again, or the next connection, tries again.
      goingUp.current = false;
    } finally {
      restarting.current = false;
    }
  }, [cache, query, isAtTop]);

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const start = Math.max(0, Math.floor(element.scrollTop / rowHeight));
    const rows = Math.ceil(element.clientHeight / rowHeight) + 1;
    setRange((old) => {
      if (old.start === start && old.rows === rows) return old;
      const isFast = Math.abs(old.start - start) > BEYOND;
      return { start, rows, beyond: isFast ? 0 : old.beyond };
    });
    clearTimeout(settling.current);
    settling.current = setTimeout(
      () => setRange((old) => (old.beyond === BEYOND ? old : { ...old, beyond: BEYOND })),
      SETTLED_MS,
    );
    sight.current = sightOf(latest.current, start, rows);
    if (goingUp.current) return;
    const pinned = isPinned(latest.current);
    if (!pinned && start > 0) leaveTop(cache, query);
    if (pinned && start === 0) restart();
  }, [cache, query, rowHeight, restart]);

  useLayoutEffect(() => {
    latest.current = list;
    const element = scroller.current;
    if (!element) return;
    if (!isPinned(list)) {
      if (goingUp.current) element.scrollTop = 0;
      goingUp.current = false;
    } else {
      const moved = movedBy(list, sight.current);
      if (moved !== 0) element.scrollTop += moved * rowHeight;
    }
    look();
  }, [list, look, rowHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const sized = new ResizeObserver(look);
    sized.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      clearTimeout(settling.current);
      sized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [look]);

  /** To the newest message, wherever the reader is; says whether the list begins again for it. */
  async function toTop(): Promise<boolean> {
    if (scroller.current && !isPinned(latest.current)) {
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
    look();
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

  return { scroller, rowHeight, range, toTop, reveal, jump };
}

import { Button, Loader } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "../../api/client.ts";
import classes from "./message-list.module.css";
import { MessageRow } from "./message-row.tsx";

const ROW_HEIGHT = 93;
const ROWS_BEFORE_END = 12;

interface MessageListProps {
  messages: Message[];
  openId?: string;
  arrived: ReadonlySet<string>;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

export function MessageList({
  messages,
  openId,
  arrived,
  hasMore,
  loadingMore,
  onMore,
}: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => messages[index]?.id ?? index,
    overscan: 6,
  });
  const above = useStayingInPlace(messages, scroller);

  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !loadingMore && lastShown >= messages.length - ROWS_BEFORE_END) onMore();
  }, [hasMore, loadingMore, lastShown, messages.length, onMore]);

  return (
    <div className={classes.frame}>
      {above.count > 0 && (
        <Button className={classes.newer} radius="xl" size="sm" onClick={above.show}>
          {above.count === 1 ? "1 new message" : `${above.count} new messages`}
        </Button>
      )}
      <div ref={scroller} className={classes.scroller}>
        <ul className={classes.list} aria-label="Messages" style={{ height: rows.getTotalSize() }}>
          {shown.map((row) => {
            const message = messages[row.index];
            return (
              message && (
                <li
                  key={row.key}
                  ref={rows.measureElement}
                  data-index={row.index}
                  className={classes.item}
                  style={{ transform: `translateY(${row.start}px)` }}
                  aria-setsize={hasMore ? -1 : messages.length}
                  aria-posinset={row.index + 1}
                >
                  <MessageRow
                    message={message}
                    open={message.id === openId}
                    arrived={arrived.has(message.id)}
                  />
                </li>
              )
            );
          })}
        </ul>
        {loadingMore && (
          <div className={classes.more}>
            <Loader size="sm" aria-label="Loading older messages" />
          </div>
        )}
      </div>
    </div>
  );
}

/** Who has scrolled down keeps reading where they were; what came meanwhile is offered above. */
function useStayingInPlace(messages: Message[], scroller: React.RefObject<HTMLDivElement | null>) {
  const [count, setCount] = useState(0);
  const firstId = useRef(messages[0]?.id);

  useLayoutEffect(() => {
    const element = scroller.current;
    const added = messages.findIndex(({ id }) => id === firstId.current);
    firstId.current = messages[0]?.id;
    if (!element || added <= 0 || element.scrollTop < ROW_HEIGHT) return;
    element.scrollTop += added * ROW_HEIGHT;
    setCount((before) => before + added);
  }, [messages, scroller]);

  useEffect(() => {
    const element = scroller.current;
    const atTop = () => element && element.scrollTop < ROW_HEIGHT && setCount(0);
    element?.addEventListener("scroll", atTop, { passive: true });
    return () => element?.removeEventListener("scroll", atTop);
  }, [scroller]);

  return { count, show: () => scroller.current?.scrollTo({ top: 0 }) };
}

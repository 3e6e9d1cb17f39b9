import { plural, t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type CSSProperties, useEffect, useEffectEvent, useMemo } from "react";
import { useMe } from "../../api/use-me.ts";
import { usePreferences } from "../../api/use-preferences.ts";
import { useStable } from "../../lib/use-stable.ts";
import { codeRuns } from "./code-runs.ts";
import type { MessageQuery } from "./inbox-search.ts";
import classes from "./message-list.module.css";
import {
  endIndex,
  firstIndex,
  hasOlder,
  type MessagePages,
  PAGE_SIZE,
  rowAt,
} from "./message-pages.ts";
import { MessageRow } from "./message-row.tsx";
import { RowSkeleton } from "./row-skeleton.tsx";
import { selectTo, toggleSelected, useSelection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { useCopyCode } from "./use-copy-code.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useListScroll } from "./use-list-scroll.ts";
import { useNewer } from "./use-messages.ts";
import { useRowFocus } from "./use-row-focus.ts";

/** So close to the end of what is loaded, more is fetched. */
const NEAR = 30;
/** Codes still live only among the latest. */
const RUN_ROWS = 200;
const MOST_COUNTED = 100;

interface MessageListProps {
  list: MessagePages;
  query: MessageQuery;
  pages: UseInfiniteQueryResult<MessagePages>;
  openId?: string;
  onOpen: (id: string) => void;
  /** What the address says of the list, without the open message. */
  address: string;
}

export function MessageList({ list, query, pages, openId, onOpen, address }: MessageListProps) {
  const { scroller, rows, rowHeight, density, toTop, reveal, jump, hold } = useListScroll(
    list,
    query,
  );
  const focus = useRowFocus();
  const newer = useNewer(query).length;
  const ownId = useMe().data?.user.id;
  const { date_format } = usePreferences();
  const copy = useCopyCode();
  const selected = useSelection();
  const open = useStable(onOpen);
  const runs = useMemo(() => codeRuns(latestOf(list)), [list]);
  const first = firstIndex(list);
  const end = endIndex(list);
  const more = hasOlder(list);
  const start = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  const fetchMore = useEffectEvent(() => {
    if (pages.isFetching) return;
    if (start > 0 && start < first - 2 * PAGE_SIZE) jump(start);
    else if (start > 0 && start < first + NEAR) {
      if (pages.hasPreviousPage && !pages.isFetchPreviousPageError) pages.fetchPreviousPage();
    } else if (last > end - NEAR && more && !pages.isFetchNextPageError) {
      pages.fetchNextPage();
    }
  });
  // These are what makes another page needed.
  useEffect(() => fetchMore(), [start, last, list, pages.isFetching]);

  const loaded = () => list.pages.flatMap(({ data }) => data.map(({ id }) => id));
  const select = useStable((id: string, toHere: boolean) =>
    toHere ? selectTo(id, loaded()) : toggleSelected(id),
  );
  const toNewest = async () => focus.focusNewest(await toTop());
  useListKeys({ list, firstInSight: start, openId, onOpen, focus, reveal, toNewest });

  return (
    <div className={classes.frame}>
      {newer > 0 && (
        <Button className={classes.newer} radius="xl" size="sm" onClick={toNewest}>
          {newer > MOST_COUNTED - 1 ? t`100+ new` : plural(newer, { one: "# new", other: "# new" })}
        </Button>
      )}
      <div
        ref={scroller}
        className={classes.scroller}
        data-density={density}
        data-selecting={selected !== undefined}
        {...hold}
      >
        <ul
          ref={focus.list}
          tabIndex={-1}
          className={classes.list}
          aria-label={t`Messages`}
          style={{ height: rows.getTotalSize(), "--row": `${rowHeight}px` } as CSSProperties}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const message = rowAt(list, index);
            const style = { transform: `translateY(${start}px)` };
            if (!message) {
              const failed = index >= end && pages.isFetchNextPageError;
              return (
                <li key={index} className={classes.item} style={style} aria-hidden={!failed}>
                  {failed ? <OlderFailed onRetry={pages.fetchNextPage} /> : <RowSkeleton />}
                </li>
              );
            }
            const run = runs.get(message.id);
            const isSelected = selected?.has(message.id);
            return (
              <li
                key={message.id}
                className={classes.item}
                style={style}
                data-message={message.id}
                aria-setsize={more ? -1 : end}
                aria-posinset={index + 1}
              >
                <MessageRow
                  message={message}
                  open={message.id === openId}
                  run={run?.place}
                  runUntil={run?.until}
                  ownId={ownId}
                  dateFormat={date_format}
                  href={`/?${address && `${address}&`}message=${message.id}`}
                  onOpen={open}
                  onCopy={copy}
                  selected={isSelected}
                  onSelect={select}
                />
              </li>
            );
          })}
        </ul>
      </div>
      <SelectionBar loaded={loaded} />
    </div>
  );
}

function* latestOf(list: MessagePages) {
  let left = RUN_ROWS;
  for (const { data } of list.pages) {
    for (const message of data) {
      if (left-- <= 0) return;
      yield message;
    }
  }
}

function OlderFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <div className={classes.failed} role="alert">
      {t`The older messages could not be loaded.`}
      <Button variant="default" onClick={() => onRetry()}>
        {t`Try again`}
      </Button>
    </div>
  );
}

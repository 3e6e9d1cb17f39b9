import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { describeFailure } from "../../api/problem.ts";
import { useInPieces } from "../../lib/use-in-pieces.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import classes from "./inbox-list.module.css";
import {
  type InboxFilters,
  isFiltered,
  type MessageQuery,
  toMessageQuery,
  viewQuery,
} from "./inbox-search.ts";
import { startAtTop } from "./list-head.ts";
import { MessageList } from "./message-list.tsx";
import { endIndex } from "./message-pages.ts";
import { RowSkeleton } from "./row-skeleton.tsx";
import { useMessages } from "./use-messages.ts";

interface InboxListProps {
  filters: InboxFilters;
  openId?: string;
  onOpen: (id: string) => void;
  onClear: () => void;
}

/** The list in all its states: loading, failed, empty, nothing found, and full. */
export function InboxList({ filters, ...rest }: InboxListProps) {
  const query = toMessageQuery(filters);
  // A changed search starts at its own top.
  return (
    <QueriedList key={JSON.stringify(query)} query={query} address={viewQuery(filters)} {...rest} />
  );
}

interface QueriedListProps extends Omit<InboxListProps, "filters"> {
  query: MessageQuery;
  address: string;
}

function QueriedList(props: QueriedListProps) {
  const { openId, onOpen, onClear, address } = props;
  const cache = useQueryClient();
  // The same one as long as this is mounted, whatever object each drawing brings.
  const [query] = useState(() => {
    startAtTop(cache, props.query);
    return props.query;
  });
  const list = useMessages(query);

  const isThere = useInPieces(!list.isPending);

  if (!isThere || list.isPending) return <Waiting />;
  if (list.isError && !list.data) {
    return (
      <BlankState
        title={t`The messages could not be loaded`}
        actions={<Button onClick={() => list.refetch()}>{t`Try again`}</Button>}
      >
        <p>{describeFailure(list.error)}</p>
      </BlankState>
    );
  }
  if (endIndex(list.data) > 0) {
    return (
      <MessageList
        list={list.data}
        query={query}
        pages={list}
        openId={openId}
        onOpen={onOpen}
        address={address}
      />
    );
  }
  if (isFiltered(query)) {
    return (
      <BlankState
        title={t`Nothing found`}
        actions={<Button onClick={onClear}>{t`Clear filters`}</Button>}
      >
        <p>{t`No message matches both the search and the filters.`}</p>
      </BlankState>
    );
  }
  return <NothingYet />;
}

function NothingYet() {
  return (
    <BlankState title={t`No messages yet`}>
      <p>{t`Codes appear here the moment they arrive.`}</p>
    </BlankState>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label={t`Loading messages`}>
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <RowSkeleton key={row} />
      ))}
    </div>
  );
}

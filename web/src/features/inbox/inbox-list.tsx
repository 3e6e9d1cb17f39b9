import { Button, Skeleton } from "@mantine/core";
import { describeFailure } from "../../api/problem.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import classes from "./inbox-list.module.css";
import { type InboxFilters, isFiltered, toMessageQuery } from "./inbox-search.ts";
import { MessageList } from "./message-list.tsx";
import { useMessages } from "./use-messages.ts";

interface InboxListProps {
  filters: InboxFilters;
  openId?: string;
  arrived: ReadonlySet<string>;
  onClear: () => void;
}

/** The list in all its states: loading, failed, empty, nothing found, and full. */
export function InboxList({ filters, openId, arrived, onClear }: InboxListProps) {
  const query = toMessageQuery(filters);
  const list = useMessages(query);

  if (list.isPending) return <Waiting />;
  if (list.isError && !list.data) {
    return (
      <BlankState
        title="The messages could not be loaded"
        actions={<Button onClick={() => list.refetch()}>Try again</Button>}
      >
        <p>{describeFailure(list.error)}</p>
      </BlankState>
    );
  }
  const messages = list.data.pages.flatMap((page) => page.data);
  if (messages.length > 0) {
    return (
      <MessageList
        // A changed search starts at its own top.
        key={JSON.stringify(query)}
        messages={messages}
        openId={openId}
        arrived={arrived}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onMore={list.fetchNextPage}
      />
    );
  }
  if (isFiltered(query)) {
    return (
      <BlankState title="Nothing found" actions={<Button onClick={onClear}>Clear filters</Button>}>
        <p>No message fits the search and the filters together.</p>
      </BlankState>
    );
  }
  return <NothingYet />;
}

function NothingYet() {
  return (
    <BlankState title="No messages yet">
      <p>Codes appear here the moment they arrive. To see it happen, run this beside the server:</p>
      <p>
        <code>codebell simulate --count 5</code>
      </p>
      <p>To connect the provider of your numbers:</p>
      <p>
        <code>codebell source add</code>
      </p>
    </BlankState>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} role="status" aria-label="Loading messages">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton width={38} height={38} radius={11} />
          <div className={classes.lines}>
            <Skeleton height={13} width="42%" />
            <Skeleton height={11} width="64%" />
            <Skeleton height={11} width="88%" />
          </div>
          <Skeleton width={132} height={44} radius={12} />
        </div>
      ))}
    </div>
  );
}

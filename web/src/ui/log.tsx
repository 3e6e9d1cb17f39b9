import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadFailure } from "./load-failure.tsx";
import classes from "./log.module.css";
import { OlderEntries } from "./older-entries.tsx";
import table from "./table.module.css";
import { WaitingRows } from "./waiting-rows.tsx";

interface LogProps<Entry> {
  log: UseInfiniteQueryResult<InfiniteData<{ data: Entry[] }>>;
  /** What the list is called where it is read out. */
  label: string;
  /** What is said while it loads. */
  loading: string;
  /** What stands in its place where it is empty. */
  none: ReactNode;
  /** The room around its rows. */
  className: string | undefined;
  children: (entry: Entry) => ReactNode;
}

/** What happened, the newest first, read page by page. */
export function Log<Entry>(props: LogProps<Entry>) {
  const { log, label, loading, none, className, children } = props;
  const entries = log.data?.pages.flatMap((page) => page.data);
  return (
    <>
      {log.error && !entries && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {log.isPending && <WaitingRows label={loading} />}
      {entries?.length === 0 && none}
      {entries && entries.length > 0 && (
        <ol className={`${classes.list} ${className}`} aria-label={label}>
          {entries.map(children)}
        </ol>
      )}
      <OlderEntries log={log} />
    </>
  );
}

interface EmptyLogProps {
  /** Whether filters may be why it is empty. */
  isFiltered: boolean;
  onClear: () => void;
  className?: string;
  children: string;
}

/** Why a log is empty, with the way back to all of it. */
export function EmptyLog({ isFiltered, onClear, className = "", children }: EmptyLogProps) {
  return (
    <div className={`${table.none} ${className}`}>
      <p className={classes.words}>{children}</p>
      {isFiltered && (
        <Button className={classes.clear} onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </div>
  );
}

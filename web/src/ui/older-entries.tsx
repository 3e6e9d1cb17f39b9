import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { LoadFailure } from "./load-failure.tsx";
import classes from "./older-entries.module.css";

/** The end of a log that is read page by page: its next page, or that it could not be loaded. */
export function OlderEntries({ log }: { log: UseInfiniteQueryResult<unknown> }) {
  return (
    <>
      {log.hasNextPage && (
        <div className={classes.older}>
          <Button
            variant="default"
            loading={log.isFetchingNextPage}
            onClick={() => log.fetchNextPage()}
          >
            <Trans>Show older entries</Trans>
          </Button>
        </div>
      )}
      {log.isFetchNextPageError && <LoadFailure failure={log.error} onRetry={log.fetchNextPage} />}
    </>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { OlderEntries } from "../../ui/older-entries.tsx";
import table from "../../ui/table.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { SendRow } from "./send-row.tsx";
import classes from "./sends.module.css";
import type { useSends } from "./use-sends.ts";

interface SendLogProps {
  log: ReturnType<typeof useSends>;
  isFiltered: boolean;
  onOpen: (id: string) => void;
  onClear: () => void;
}

/** What fits the filters, the newest first. */
export function SendLog({ log, isFiltered, onOpen, onClear }: SendLogProps) {
  const rows = log.data?.pages.flatMap((page) => page.data);
  return (
    <>
      {log.error && !rows && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {log.isPending && <WaitingRows label={t`Loading sends`} />}
      {rows?.length === 0 && (
        <div className={`${table.none} ${classes.none}`}>
          <p className={classes.plain}>
            {isFiltered
              ? t`Nothing that was sent fits these filters.`
              : t`Nothing has been sent yet. Send a test code, or have a program call POST /api/v1/otp/send.`}
          </p>
          {isFiltered && (
            <Button className={classes.clear} onClick={onClear}>
              <Trans>Clear filters</Trans>
            </Button>
          )}
        </div>
      )}
      {rows && rows.length > 0 && (
        <ol className={classes.log} aria-label={t`Sends, newest first`}>
          {rows.map((send) => (
            <SendRow key={send.id} send={send} onOpen={onOpen} />
          ))}
        </ol>
      )}
      <OlderEntries log={log} />
    </>
  );
}

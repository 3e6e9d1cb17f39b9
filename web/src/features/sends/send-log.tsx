import { t } from "@lingui/core/macro";
import { EmptyLog, Log } from "../../ui/log.tsx";
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
  return (
    <Log
      log={log}
      label={t`Sends, newest first`}
      loading={t`Loading sends`}
      none={
        <EmptyLog isFiltered={isFiltered} onClear={onClear} className={classes.none}>
          {isFiltered
            ? t`Nothing you’ve sent matches these filters.`
            : t`Nothing has been sent yet. Send a test code, or have a program call POST /api/v1/otp/send.`}
        </EmptyLog>
      }
      className={classes.log}
    >
      {(send) => <SendRow key={send.id} send={send} onOpen={onOpen} />}
    </Log>
  );
}

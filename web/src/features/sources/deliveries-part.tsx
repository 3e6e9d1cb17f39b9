import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect } from "react";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { OlderEntries } from "../../ui/older-entries.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./deliveries.module.css";
import { outcomeInWords, reasonInWords } from "./reason-words.ts";
import type { Delivery } from "./source-api.ts";
import { useDeliveries } from "./use-sources.ts";
import { useStatus } from "./use-status.ts";

/** The delivery log, newest first. */
export function DeliveriesPart({ id }: { id: string }) {
  const log = useDeliveries(id);
  const entries = log.data?.pages.flatMap(({ data }) => data);
  const newest = useStatus(id).data?.last_delivery?.id;
  const isBehind = newest !== undefined && entries !== undefined && entries[0]?.id !== newest;
  const { refetch } = log;

  // Whoever waits for the first message above sees here at once what came instead.
  useEffect(() => {
    if (isBehind && newest) refetch();
  }, [isBehind, newest, refetch]);

  return (
    <Part
      title={t`Rejected and ignored webhooks`}
      words={t`Rejected webhooks, unreadable bodies, and events that aren’t messages. Find your messages in the inbox.`}
      actions={
        entries && (
          <Button variant="default" loading={log.isRefetching} onClick={() => log.refetch()}>
            <Trans>Refresh</Trans>
          </Button>
        )
      }
    >
      {log.isPending && <WaitingRows label={t`Loading the log`} />}
      {log.error && !entries && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {entries?.length === 0 && (
        <p className={rows.none}>{t`None. Every webhook became a message.`}</p>
      )}
      {entries && entries.length > 0 && (
        <table className={classes.log}>
          <thead>
            <tr>
              <th scope="col">{t`When`}</th>
              <th scope="col">{t`Outcome`}</th>
              <th scope="col">{t`Why`}</th>
              <th scope="col">{t({ message: "From", context: "network address" })}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <DeliveryRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <OlderEntries log={log} />
    </Part>
  );
}

function DeliveryRow({ entry }: { entry: Delivery }) {
  return (
    <tr>
      <td className={classes.when}>
        <Age at={entry.received_at} />
      </td>
      <td>
        <Badge tone={entry.outcome === "noted" ? "plain" : "heed"}>
          {outcomeInWords(entry.outcome)}
          {entry.count > 1 && ` × ${entry.count}`}
        </Badge>
      </td>
      <td className={classes.why}>
        {entry.reason && <strong>{reasonInWords(entry.reason)}</strong>}
        {entry.event && <code>{entry.event}</code>}
        {entry.detail && <span className={classes.detail}>{entry.detail}</span>}
      </td>
      <td className={classes.from} data-label={t({ message: "From", context: "network address" })}>
        {entry.address ?? "–"}
      </td>
    </tr>
  );
}

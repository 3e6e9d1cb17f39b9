import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { OlderEntries } from "../../ui/older-entries.tsx";
import table from "../../ui/table.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./deliveries.module.css";
import type { DeliveryQuery } from "./deliveries-search.ts";
import { DeliveryRow } from "./delivery-row.tsx";
import { useDeliveries } from "./use-deliveries.ts";

interface DeliveryLogProps {
  query: DeliveryQuery;
  mayRetry: boolean;
  onOpen: (id: string) => void;
  onClear: () => void;
}

/** What fits the filters, the newest first. Apart from them: it may change many times a second. */
export function DeliveryLog({ query, mayRetry, onOpen, onClear }: DeliveryLogProps) {
  const log = useDeliveries(query);
  const rows = log.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.keys(query).length > 0;
  return (
    <>
      {log.error && !rows && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {log.isPending && <WaitingRows label={t`Loading deliveries`} />}
      {rows?.length === 0 && (
        <div className={`${table.none} ${classes.none}`}>
          <p className={classes.plain}>
            {isFiltered ? t`No delivery fits these filters.` : t`Nothing has been forwarded yet.`}
          </p>
          {isFiltered && (
            <Button className={classes.clear} onClick={onClear}>
              <Trans>Clear filters</Trans>
            </Button>
          )}
        </div>
      )}
      {rows && rows.length > 0 && (
        <ol className={classes.log} aria-label={t`Deliveries, newest first`}>
          {rows.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              mayRetry={mayRetry}
              onOpen={onOpen}
            />
          ))}
        </ol>
      )}
      <OlderEntries log={log} />
    </>
  );
}

import { t } from "@lingui/core/macro";
import { EmptyLog, Log } from "../../ui/log.tsx";
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
  return (
    <Log
      log={log}
      label={t`Deliveries, newest first`}
      loading={t`Loading deliveries`}
      none={
        <EmptyLog isFiltered={Object.keys(query).length > 0} onClear={onClear}>
          {noneInWords(query)}
        </EmptyLog>
      }
      className={classes.log}
    >
      {(delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} mayRetry={mayRetry} onOpen={onOpen} />
      )}
    </Log>
  );
}

function noneInWords(query: DeliveryQuery): string {
  const filters = Object.keys(query);
  if (filters.length === 0) return t`Nothing has been forwarded yet.`;
  const isReviewAlone = filters.every((name) => name === "needs_review");
  return isReviewAlone ? t`Nothing to review.` : t`No deliveries match these filters.`;
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useStable } from "../../lib/use-stable.ts";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { OlderEntries } from "../../ui/older-entries.tsx";
import { Page } from "../../ui/page.tsx";
import table from "../../ui/table.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./deliveries.module.css";
import { type DeliveriesSearch, toDeliveryQuery } from "./deliveries-search.ts";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { DeliveryRow } from "./delivery-row.tsx";
import { ReviewPart } from "./review-part.tsx";
import { useChannels, useDeliveries, useLiveDeliveries } from "./use-deliveries.ts";

interface DeliveriesPageProps {
  /** The way to the other pages of forwarding. */
  tabs: ReactNode;
  /** Numbers to filter by; undefined until they are known. */
  numbers: PhoneNumber[] | undefined;
  search: DeliveriesSearch;
  onSearch: (search: DeliveriesSearch) => void;
}

/** What was forwarded, and what became of it. */
export function DeliveriesPage({ tabs, numbers, search, onSearch }: DeliveriesPageProps) {
  const query = toDeliveryQuery(search);
  const log = useDeliveries(query);
  const channels = useChannels();
  const mayWrite = useCapability("channels:write");
  useLiveDeliveries();
  const open = useStable((delivery: string) => onSearch({ ...search, delivery }));
  const change = (part: DeliveriesSearch) => onSearch({ ...search, ...part });
  const rows = log.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.keys(query).length > 0;

  return (
    <Page
      title={t`Forwarding`}
      lead={t`What was forwarded in the last 30 days, and what became of it.`}
    >
      {tabs}
      <ReviewPart
        channelId={search.channel}
        isListedBelow={search.review === "true" && !search.number}
        mayWrite={mayWrite}
        onOpen={open}
        onShowAll={() => change({ review: "true", status: undefined, number: undefined })}
      />
      <DeliveryFilters search={search} channels={channels} numbers={numbers} onChange={change} />
      {log.error && !rows && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {log.isPending && <WaitingRows label={t`Loading deliveries`} />}
      {rows?.length === 0 && (
        <div className={`${table.none} ${classes.none}`}>
          <p className={classes.plain}>
            {isFiltered ? t`No delivery fits these filters.` : t`Nothing has been forwarded yet.`}
          </p>
          {isFiltered && (
            <Button className={classes.clear} onClick={() => onSearch({})}>
              <Trans>Clear filters</Trans>
            </Button>
          )}
        </div>
      )}
      {rows && rows.length > 0 && (
        <ol className={classes.log} aria-label={t`Deliveries, newest first`}>
          {rows.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} mayRetry={mayWrite && search.review === "true"} onOpen={open} />
          ))}
        </ol>
      )}
      <OlderEntries log={log} />
      {search.delivery && (
        <DeliveryDialog
          key={search.delivery}
          id={search.delivery}
          mayWrite={mayWrite}
          onClose={() => change({ delivery: undefined })}
        />
      )}
    </Page>
  );
}

import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useStable } from "../../lib/use-stable.ts";
import { Page } from "../../ui/page.tsx";
import { type DeliveriesSearch, toDeliveryQuery } from "./deliveries-search.ts";
import { DeliveryDialog } from "./delivery-dialog.tsx";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { OutcomesPart } from "./outcomes-part.tsx";
import { ReviewPart } from "./review-part.tsx";
import { useLiveDeliveries } from "./use-deliveries.ts";

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
  const channels = useChannels().data?.data;
  const mayWrite = useCapability("channels:write");
  useLiveDeliveries();
  const open = useStable((delivery: string) => onSearch({ ...search, delivery }));
  const change = (part: DeliveriesSearch) => onSearch({ ...search, ...part });

  return (
    <Page title={t`Forwarding`} lead={t`Everything forwarded in the last 30 days, with results.`}>
      {tabs}
      <ReviewPart
        channelId={search.channel}
        isListedBelow={search.review === "true" && !search.number}
        mayWrite={mayWrite}
        onOpen={open}
        onShowAll={() => change({ review: "true", status: undefined, number: undefined })}
      />
      <OutcomesPart />
      <DeliveryFilters search={search} channels={channels} numbers={numbers} onChange={change} />
      <DeliveryLog
        query={query}
        mayRetry={mayWrite && search.review === "true"}
        onOpen={open}
        onClear={() => onSearch({})}
      />
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

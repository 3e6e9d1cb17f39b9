import { ChannelsPage } from "../features/channels/channels-page.tsx";
import { DeliveriesPage } from "../features/deliveries/deliveries-page.tsx";
import type { DeliveriesSearch } from "../features/deliveries/deliveries-search.ts";
import { useNumbers } from "../features/numbers/use-numbers.ts";
import { RulesPage } from "../features/rules/rules-page.tsx";
import { ForwardingTabs } from "./forwarding-tabs.tsx";

/** Composes the pages of forwarding, which share their tabs. */
export function ChannelsRoute() {
  return <ChannelsPage tabs={<ForwardingTabs />} />;
}

export function RulesRoute({ channelId }: { channelId?: string }) {
  const { data: numbers } = useNumbers();
  return <RulesPage tabs={<ForwardingTabs />} numbers={numbers} channelId={channelId} />;
}

interface DeliveriesRouteProps {
  search: DeliveriesSearch;
  onSearch: (search: DeliveriesSearch) => void;
}

export function DeliveriesRoute({ search, onSearch }: DeliveriesRouteProps) {
  const { data: numbers } = useNumbers();
  return (
    <DeliveriesPage
      tabs={<ForwardingTabs />}
      numbers={numbers}
      search={search}
      onSearch={onSearch}
    />
  );
}

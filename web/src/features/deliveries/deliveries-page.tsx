import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { Page } from "../../ui/page.tsx";
import type { DeliveriesSearch } from "./deliveries-search.ts";

interface DeliveriesPageProps {
  /** The way to the other pages of forwarding. */
  tabs: ReactNode;
  /** Numbers to filter by; undefined until they are known. */
  numbers: PhoneNumber[] | undefined;
  search: DeliveriesSearch;
  onSearch: (search: DeliveriesSearch) => void;
}

/** What was forwarded, and what became of it. */
export function DeliveriesPage({ tabs }: DeliveriesPageProps) {
  return <Page title={t`Forwarding`}>{tabs}</Page>;
}

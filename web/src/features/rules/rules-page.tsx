import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { Page } from "../../ui/page.tsx";

interface RulesPageProps {
  /** The way to the other pages of forwarding. */
  tabs: ReactNode;
  /** Numbers that a rule can be of; undefined until they are known. */
  numbers: PhoneNumber[] | undefined;
}

/** What is forwarded where. */
export function RulesPage({ tabs }: RulesPageProps) {
  return <Page title={t`Forwarding`}>{tabs}</Page>;
}

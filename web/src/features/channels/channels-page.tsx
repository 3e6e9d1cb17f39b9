import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Page } from "../../ui/page.tsx";

interface ChannelsPageProps {
  /** The way to the other pages of forwarding. */
  tabs: ReactNode;
}

/** Where messages are forwarded to. */
export function ChannelsPage({ tabs }: ChannelsPageProps) {
  return <Page title={t`Forwarding`}>{tabs}</Page>;
}

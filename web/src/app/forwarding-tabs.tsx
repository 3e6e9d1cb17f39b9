import { t } from "@lingui/core/macro";
import { PageTabs } from "./page-tabs.tsx";

/** The three pages of forwarding: where to, by which rules, and what became of it. */
export function ForwardingTabs() {
  return (
    <PageTabs
      label={t`Forwarding`}
      tabs={[
        { to: "/forwarding", words: t`Channels` },
        { to: "/forwarding/rules", words: t({ message: "Rules", context: "forwarding" }) },
        { to: "/forwarding/deliveries", words: t`Deliveries` },
      ]}
    />
  );
}

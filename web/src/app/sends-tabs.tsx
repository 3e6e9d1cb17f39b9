import { t } from "@lingui/core/macro";
import { PageTabs } from "./page-tabs.tsx";

/** What was sent, over what, how well, within which limits, and which numbers are tested. */
export function SendsTabs() {
  return (
    <PageTabs
      label={t`Sends`}
      tabs={[
        { to: "/sends", words: t({ message: "Log", context: "sends" }) },
        { to: "/sends/gateways", words: t`Gateways` },
        { to: "/sends/figures", words: t`Figures` },
        { to: "/sends/settings", words: t`Limits and texts` },
        { to: "/sends/numbers", words: t`Tested numbers` },
      ]}
    />
  );
}

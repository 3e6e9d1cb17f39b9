import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { useCapability } from "../../api/use-capability.ts";
import { Page } from "../../ui/page.tsx";
import { LimitsPart } from "./limits-part.tsx";
import { RelayParts } from "./relay-parts.tsx";
import { TextsPart } from "./texts-part.tsx";

/** How much may be sent, and in which words. Managers read it, Owners change it. */
export function SettingsPage({ tabs }: { tabs: ReactNode }) {
  const mayWrite = useCapability("gateways:write");
  const maySeeSources = useCapability("sources:read");
  return (
    <Page title={t`Sends`} lead={t`How much may be sent, to where, and in which words.`}>
      {tabs}
      <LimitsPart mayWrite={mayWrite} />
      <TextsPart mayWrite={mayWrite} />
      {maySeeSources && <RelayParts mayWrite={mayWrite} />}
    </Page>
  );
}

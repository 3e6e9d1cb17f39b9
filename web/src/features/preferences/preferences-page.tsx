import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { useMe } from "../../api/use-me.ts";
import { Badge } from "../../ui/badge.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { AppearancePart } from "./appearance-part.tsx";
import { ClaimPart } from "./claim-part.tsx";
import { DateFormatPart } from "./date-format-part.tsx";
import { DensityPart } from "./density-part.tsx";
import { LanguagePart } from "./language-part.tsx";
import { MutedNumbersPart } from "./muted-numbers-part.tsx";

interface PreferencesPageProps {
  numbers?: PhoneNumber[];
  /** What draws attention on this device; each is given its badge. */
  attention: (badge: ReactNode) => ReactNode;
}

/** First what holds on this device only, then what follows the account; each part says which. */
export function PreferencesPage({ numbers, attention }: PreferencesPageProps) {
  const { data: me, error, refetch } = useMe();
  const here = <Badge>{t`On this device`}</Badge>;
  const everywhere = <Badge tone="good">{t`On all your devices`}</Badge>;
  return (
    <Page title={t`Preferences`} lead={t`How Codebell looks, sounds and behaves for you.`}>
      <AppearancePart badge={here} />
      {me?.capabilities.includes("messages:read") && <DensityPart badge={here} />}
      <LanguagePart badge={here} />
      {attention(here)}
      {error && !me && <LoadFailure failure={error} onRetry={refetch} />}
      {!me && !error && <WaitingRows label={t`Loading your preferences`} />}
      {me && (
        <>
          <DateFormatPart badge={everywhere} />
          {me.capabilities.includes("messages:claim") && <ClaimPart badge={everywhere} />}
          {me.capabilities.includes("messages:read") && (
            <MutedNumbersPart numbers={numbers} badge={everywhere} />
          )}
        </>
      )}
    </Page>
  );
}

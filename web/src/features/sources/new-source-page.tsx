import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { serverWords } from "../../api/server-words.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useProviders } from "../../api/use-providers.ts";
import backLink from "../../ui/back-link.module.css";
import { BackIcon } from "../../ui/icons.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page, Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { DetailsForm } from "./details-form.tsx";
import { ProviderCards } from "./provider-cards.tsx";
import { offeredAs } from "./provider-words.ts";
import type { Provider } from "./source-api.ts";
import { useSources } from "./use-sources.ts";
import { WizardSteps } from "./wizard-steps.tsx";

/** Connects a provider in three steps; the third is the page of the source that was made. */
export function NewSourcePage({ onOpen }: { onOpen: (id: string) => void }) {
  const mayWrite = useCapability("sources:write");
  const providers = useProviders();
  const { data: sources } = useSources();
  const [provider, setProvider] = useState<Provider>();
  const steps = useRef<HTMLDivElement>(null);
  const shown = useRef(provider);

  // A step takes the place of the one before: the focus must not stay behind.
  useEffect(() => {
    if (shown.current !== provider) steps.current?.focus();
    shown.current = provider;
  }, [provider]);

  return (
    <Page
      title={t`Connect a provider`}
      lead={t`Codebell receives messages as webhooks from your phone number provider.`}
      actions={
        <Link to="/sources" className={backLink.back}>
          <BackIcon size={18} /> <Trans>All sources</Trans>
        </Link>
      }
    >
      <div ref={steps} tabIndex={-1}>
        <WizardSteps at={provider ? 2 : 1} />
      </div>
      {!mayWrite && <Notice>{t`You can view sources, but you can’t create one.`}</Notice>}
      {mayWrite && providers.isPending && <WaitingRows label={t`Loading providers`} />}
      {mayWrite && providers.error && !providers.data && (
        <LoadFailure failure={providers.error} onRetry={providers.refetch} />
      )}
      {mayWrite && providers.data && !provider && (
        <ProviderCards providers={providers.data} onChoose={setProvider} />
      )}
      {mayWrite && provider && (
        <Part title={offeredAs(provider)} words={serverWords(provider.guide.secured_by)}>
          <DetailsForm
            key={provider.id}
            provider={provider}
            takenNames={sources?.map(({ name }) => name) ?? []}
            onMade={onOpen}
            onBack={() => setProvider(undefined)}
          />
        </Part>
      )}
    </Page>
  );
}

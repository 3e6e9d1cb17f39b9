import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useCapability } from "../../api/use-capability.ts";
import { useProviders } from "../../api/use-providers.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import cards from "../../ui/cards.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { SourceRow } from "./source-row.tsx";
import { useSources } from "./use-sources.ts";

interface SourcesPageProps {
  /** What the app has to say beside the sources. */
  children?: ReactNode;
}

/** Where messages come from. */
export function SourcesPage({ children }: SourcesPageProps) {
  const { data: sources, error, refetch } = useSources();
  const providers = useProviders();
  const mayWrite = useCapability("sources:write");
  const connect = (
    <Button component={Link} to="/sources/new">
      <Trans>Connect a provider</Trans>
    </Button>
  );

  return (
    <Page
      title={t`Sources`}
      lead={t`Where messages come from: one source for each account at a provider.`}
      actions={mayWrite && sources && sources.length > 0 && connect}
    >
      {error && !sources && <LoadFailure failure={error} onRetry={refetch} />}
      {!sources && !error && <WaitingRows label={t`Loading sources`} />}
      {sources?.length === 0 && (
        <BlankState title={t`No source yet`} actions={mayWrite && connect}>
          <p>
            {mayWrite
              ? t`Connect your phone number provider to receive its messages here. Setup takes a few minutes.`
              : t`Nobody has connected a provider yet.`}
          </p>
        </BlankState>
      )}
      {sources && sources.length > 0 && (
        <ul className={`${cards.list} ${cards.close}`} aria-label={t`Sources`}>
          {sources.map((source) => (
            <SourceRow
              key={source.id}
              source={source}
              provider={providers.data?.find(({ id }) => id === source.provider)}
            />
          ))}
        </ul>
      )}
      {children}
    </Page>
  );
}

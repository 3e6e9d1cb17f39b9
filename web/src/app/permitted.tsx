import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Capability, useCapabilities } from "../api/use-capability.ts";
import { useMe } from "../api/use-me.ts";
import { BlankState } from "../ui/blank-state.tsx";
import { LoadFailure } from "../ui/load-failure.tsx";
import { Page } from "../ui/page.tsx";
import { WaitingRows } from "../ui/waiting-rows.tsx";
import { firstPage, ownPages } from "./page-links.ts";

/** A page for those who may; others are told so. The server refuses them all the same. */
export function Permitted({ to, children }: { to: Capability; children: ReactNode }) {
  const capabilities = useCapabilities();
  const { data: me, error, refetch } = useMe();
  if (capabilities.includes(to)) return children;
  if (me) {
    const first = firstPage(capabilities) ?? ownPages(capabilities)[0];
    return (
      <main id="main" tabIndex={-1}>
        <BlankState
          title={t`You don’t have access to this page`}
          actions={
            first && (
              <Button component={Link} to={first.to}>
                <Trans>Go to the start page</Trans>
              </Button>
            )
          }
        >
          <p>
            <Trans>
              Your role doesn’t include this page. An owner of your team can change that.
            </Trans>
          </p>
        </BlankState>
      </main>
    );
  }
  return (
    <Page title="">
      {error ? (
        <LoadFailure failure={error} onRetry={refetch} />
      ) : (
        <WaitingRows label={t`Loading the page`} />
      )}
    </Page>
  );
}

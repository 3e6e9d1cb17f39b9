import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { describeFailure, isMissing } from "../../api/problem.ts";
import { BASE } from "../../lib/base.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import classes from "./accounts.module.css";

export function LinkIncomplete() {
  return (
    <CentredPage
      title={t`The link is incomplete`}
      lead={t`The end of the link, starting at the #, is missing.`}
    >
      <p className={classes.words}>
        <Trans>Copy the whole link you received, then open it again.</Trans>
      </p>
    </CentredPage>
  );
}

interface LinkClosedProps {
  failure: unknown;
  onRetry: () => void;
  /** Why the link opens nothing any more, and whom to ask. */
  children: ReactNode;
}

export function LinkClosed({ failure, onRetry, children }: LinkClosedProps) {
  if (!isMissing(failure)) {
    return (
      <CentredPage title={t`The link could not be looked up`} lead={describeFailure(failure)}>
        <Button size="md" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </CentredPage>
    );
  }
  return (
    <CentredPage title={t`This link no longer works`} lead={children}>
      <Button component="a" href={BASE} size="md" variant="default">
        <Trans>Go to sign-in</Trans>
      </Button>
    </CentredPage>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { BlankState } from "../ui/blank-state.tsx";

/** An address that leads nowhere; the way about stays beside it. */
export function NotFoundPage() {
  return (
    <main id="main" tabIndex={-1}>
      <BlankState
        title={t`Page not found`}
        actions={
          <Button component={Link} to="/">
            <Trans>Go to the start page</Trans>
          </Button>
        }
      >
        <p>{t`There is no page at this address. It may have been mistyped, or moved.`}</p>
      </BlankState>
    </main>
  );
}

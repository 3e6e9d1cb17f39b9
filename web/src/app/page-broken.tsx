import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { isGone, reloadOnce } from "../lib/reload-once.ts";
import { CentredPage } from "../ui/centred-page.tsx";

/** When a page's own script is not to be had: the server may have been renewed meanwhile. */
export function PageBroken({ error }: { error: unknown }) {
  const [given, setGiven] = useState(!isGone(error));
  useEffect(() => {
    if (!reloadOnce(error)) setGiven(true);
  }, [error]);
  // It loads anew by itself: no need to frighten anybody for that moment.
  if (!given) return null;
  return (
    <CentredPage
      title={t`This page could not be shown`}
      lead={t`The server may have been updated. Reloading the page usually helps.`}
    >
      <Button size="md" onClick={() => location.reload()}>
        <Trans>Reload</Trans>
      </Button>
    </CentredPage>
  );
}

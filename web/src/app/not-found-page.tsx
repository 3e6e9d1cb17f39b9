import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { CentredPage } from "../ui/centred-page.tsx";

export function NotFoundPage() {
  return (
    <CentredPage title={t`Nothing here`} lead={t`This address leads nowhere.`}>
      <Button component="a" href="/" size="md">
        <Trans>Go to the start page</Trans>
      </Button>
    </CentredPage>
  );
}

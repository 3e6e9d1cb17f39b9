import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { useRetry } from "./use-deliveries.ts";

/** Has one delivery tried again; why that can't be is said beside the button. */
export function RetryButton({ id, label }: { id: string; label?: string }) {
  const retry = useRetry();
  const announce = useAnnounce();
  return (
    <>
      <FailureNotice failure={retry.error} />
      <Button
        variant="default"
        aria-label={label}
        loading={retry.isPending}
        onClick={() => retry.mutate(id, { onSuccess: () => announce(t`It is tried again.`) })}
      >
        <Trans>Try again</Trans>
      </Button>
    </>
  );
}

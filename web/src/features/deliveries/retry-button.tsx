import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { describeFailure } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useRetry } from "./use-deliveries.ts";

/** Has one delivery tried again; why that can't be is said beside the button. */
export function RetryButton({ id, label }: { id: string; label?: string }) {
  const retry = useRetry();
  const announce = useAnnounce();
  return (
    <>
      {retry.isError && <Notice kind="failure">{describeFailure(retry.error)}</Notice>}
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

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { FailureNotice } from "./failure-notice.tsx";

export function LoadFailure({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  return (
    <>
      <FailureNotice failure={failure} />
      <div>
        <Button variant="default" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </>
  );
}

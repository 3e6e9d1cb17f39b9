import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { describeFailure } from "../api/problem.ts";
import { Notice } from "./notice.tsx";

export function LoadFailure({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  return (
    <>
      <Notice kind="failure">{describeFailure(failure)}</Notice>
      <div>
        <Button variant="default" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </>
  );
}

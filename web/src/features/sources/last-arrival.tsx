import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import { Age } from "../../ui/age.tsx";
import { reasonInWords } from "./reason-words.ts";
import classes from "./sources.module.css";
import { useStatus } from "./use-status.ts";
import { waitingState } from "./waiting-state.ts";

/** What came last from a source, within the last day. Asked for once the list is there. */
export function LastArrival({ id }: { id: string }) {
  const { data: status, isPending } = useStatus(id);
  if (isPending) return <Skeleton height={16} width={160} />;
  // The list is of use without it; the source's own page says what went wrong.
  if (!status) return null;
  const state = waitingState(status);
  if (state.kind === "trouble") {
    const { reason, received_at, detail } = state.delivery;
    return (
      <p className={classes.last} data-tone="trouble">
        {reason ? reasonInWords(reason) : detail}, <Age at={received_at} />
      </p>
    );
  }
  return (
    <p className={classes.last}>
      {state.kind === "arrived" ? (
        <Trans>
          Last message <Age at={state.message.received_at} />
        </Trans>
      ) : (
        t`Nothing in the last day`
      )}
    </p>
  );
}

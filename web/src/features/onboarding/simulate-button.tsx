import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureLine } from "../../ui/failure-notice.tsx";
import classes from "./first-run.module.css";
import { useMayChangeSources, useSimulate } from "./use-onboarding.ts";

/** Lets a demo message arrive, the same way that a real one takes. */
export function SimulateButton() {
  const mayChange = useMayChangeSources();
  const simulate = useSimulate();
  const announce = useAnnounce();
  if (!mayChange) return null;
  return (
    <div className={classes.simulate}>
      <Button
        variant="default"
        loading={simulate.isPending}
        onClick={() => simulate.mutate(1, { onSuccess: () => announce(t`A demo message arrived`) })}
      >
        <Trans>Simulate an SMS</Trans>
      </Button>
      <FailureLine failure={simulate.error} className={classes.failure} />
    </div>
  );
}

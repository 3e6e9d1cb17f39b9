import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { describeFailure } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
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
      {simulate.isError && (
        <p role="alert" className={classes.failure}>
          {describeFailure(simulate.error)}
        </p>
      )}
    </div>
  );
}

import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureLine } from "../../ui/failure-notice.tsx";
import classes from "./first-run.module.css";
import { useMayChangeSources, useOnboarding, useRemoveDemo } from "./use-onboarding.ts";

/** How much demo data there is, and a button that removes it; nothing where there is none. */
export function DemoLine() {
  const { data: facts } = useOnboarding();
  const mayChange = useMayChangeSources();
  const remove = useRemoveDemo();
  const announce = useAnnounce();
  const count = facts?.demo_messages ?? 0;
  if (count === 0) return null;

  function removeAll() {
    remove.mutate(undefined, {
      onSuccess: () => {
        announce(t`The demo data is removed`);
        // The button is gone with what it removed.
        document.getElementById("main")?.focus();
      },
    });
  }

  return (
    <div className={classes.demo}>
      <span>{plural(count, { one: "# demo message", other: "# demo messages" })}</span>
      {mayChange && (
        <Button variant="default" loading={remove.isPending} onClick={removeAll}>
          <Trans>Remove demo data</Trans>
        </Button>
      )}
      <FailureLine failure={remove.error} className={classes.failure} />
    </div>
  );
}

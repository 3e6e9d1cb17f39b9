import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Channel } from "../../api/client.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import classes from "./channels.module.css";
import { useForwardAll } from "./use-channels.ts";

interface NoRuleLineProps {
  channel: Channel;
  mayWrite: boolean;
  /** A rule was made: this line goes. */
  onDone: () => void;
}

/** A channel alone forwards nothing: says so, and makes the rule that most want. */
export function NoRuleLine({ channel, mayWrite, onDone }: NoRuleLineProps) {
  const { id, name } = channel;
  const forward = useForwardAll();
  const announce = useAnnounce();
  return (
    <div className={classes.noRule}>
      <p className={classes.plain}>
        <Trans>No rule forwards to it.</Trans>
      </p>
      {mayWrite && (
        <Button
          variant="default"
          className={classes.forward}
          aria-label={t`Choose what to forward: ${name}`}
          renderRoot={(props) => (
            <Link to="/forwarding/rules" search={{ channel: id } as never} {...props} />
          )}
        >
          <Trans>Choose what to forward</Trans>
        </Button>
      )}
      {mayWrite && (
        <Button
          variant="default"
          className={classes.forward}
          aria-label={t`Forward all codes here: ${name}`}
          loading={forward.isPending}
          onClick={() =>
            forward.mutate(
              { id, name: t`All codes to ${name}` },
              {
                onSuccess: () => {
                  announce(t`Now forwarding all codes to ${name}.`);
                  onDone();
                },
              },
            )
          }
        >
          <Trans>Forward all codes here</Trans>
        </Button>
      )}
      <FailureNotice failure={forward.error} />
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Channel } from "../../api/client.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import type { RuleDraft } from "./rule-draft.ts";

interface NoRulesProps {
  /** Undefined until they are known. */
  channels: Channel[] | undefined;
  mayWrite: boolean;
  onStart: (prefilled: Partial<RuleDraft>) => void;
}

/** Without rules, the one that most want is a step away. */
export function NoRules({ channels, mayWrite, onStart }: NoRulesProps) {
  const hasChannels = channels && channels.length > 0;
  return (
    <BlankState
      title={t`Nothing is forwarded yet`}
      actions={
        mayWrite &&
        channels &&
        (hasChannels ? (
          <Button
            variant="default"
            onClick={() =>
              onStart({ has_code: true, channel_ids: channels.map((channel) => channel.id) })
            }
          >
            <Trans>Forward all codes</Trans>
          </Button>
        ) : (
          <Button renderRoot={(props) => <Link to="/forwarding" {...props} />}>
            <Trans>Add channel</Trans>
          </Button>
        ))
      }
    >
      <p>
        {channels && !hasChannels ? (
          <Trans>
            Rules say which messages go to which channel. Add a channel first: a chat, an e-mail
            address or a program of your own.
          </Trans>
        ) : (
          <Trans>Rules say which messages go to which channel.</Trans>
        )}
      </p>
    </BlankState>
  );
}

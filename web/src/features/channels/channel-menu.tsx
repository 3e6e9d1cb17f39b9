import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { Channel } from "../../api/client.ts";
import { MoreItem, MoreMenu } from "../../ui/more-menu.tsx";
import classes from "./channels.module.css";
import { useKindOf } from "./use-channels.ts";

export type ChannelAct = "edit" | "rotate" | "remove";

interface ChannelMenuProps {
  channel: Channel;
  onAct: (act: ChannelAct) => void;
  onSwitchOff: () => void;
}

/** What is seldom done with a channel. */
export function ChannelMenu({ channel, onAct, onSwitchOff }: ChannelMenuProps) {
  const { name } = channel;
  const kind = useKindOf(channel);
  return (
    <MoreMenu label={t`More for ${name}`} width={250} className={classes.more}>
      {channel.disabled_reason === null && (
        <MoreItem onChoose={onSwitchOff}>
          <Trans>Switch off</Trans>
        </MoreItem>
      )}
      {kind?.is_signed && channel.target !== null && (
        <MoreItem onChoose={() => onAct("rotate")}>
          <Trans>Replace signing secret</Trans>
        </MoreItem>
      )}
      <MoreItem grave onChoose={() => onAct("remove")}>
        <Trans>Remove channel</Trans>
      </MoreItem>
    </MoreMenu>
  );
}

import { t } from "@lingui/core/macro";
import type { Channel } from "../../api/client.ts";
import { MoreMenu } from "../../ui/more-menu.tsx";
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
    <MoreMenu
      label={t`More for ${name}`}
      width={250}
      className={classes.more}
      acts={[
        channel.disabled_reason === null && { words: t`Switch off`, onChoose: onSwitchOff },
        kind?.is_signed &&
          channel.target !== null && {
            words: t`Replace signing secret`,
            onChoose: () => onAct("rotate"),
          },
        { words: t`Remove channel`, grave: true, onChoose: () => onAct("remove") },
      ]}
    />
  );
}

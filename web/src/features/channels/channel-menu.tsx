import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { useRef } from "react";
import type { Channel } from "../../api/client.ts";
import { MoreIcon } from "../../ui/icons.tsx";
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
  const more = useRef<HTMLButtonElement>(null);

  // The menu closes, so a dialog that follows must give the focus back to its button.
  const act = (chosen: ChannelAct) => () => {
    more.current?.focus();
    onAct(chosen);
  };

  return (
    <Menu
      position="bottom-end"
      width={250}
      offset={4}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <ActionIcon
          ref={more}
          variant="subtle"
          color="gray"
          size={44}
          className={classes.more}
          aria-label={t`More for ${name}`}
        >
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {channel.disabled_reason === null && (
          <Menu.Item onClick={onSwitchOff}>
            <Trans>Switch off</Trans>
          </Menu.Item>
        )}
        {kind?.is_signed && channel.target !== null && (
          <Menu.Item onClick={act("rotate")}>
            <Trans>Replace the signing secret</Trans>
          </Menu.Item>
        )}
        <Menu.Item className={classes.grave} onClick={act("remove")}>
          <Trans>Remove the channel</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

import { t } from "@lingui/core/macro";
import type { Channel } from "../../api/client.ts";
import classes from "./rules.module.css";

interface ChannelChipsProps {
  ids: string[];
  /** Undefined until they are known. */
  channels: Channel[] | undefined;
  /** Said where there are none. */
  none: string;
}

/** Where something goes. What is sent nowhere, because a channel is off or gone, is marked. */
export function ChannelChips({ ids, channels, none }: ChannelChipsProps) {
  if (ids.length === 0) return <span className={classes.nowhere}>{none}</span>;
  return (
    <ul className={classes.chips} aria-label={t`Channels`}>
      {ids.map((id) => (
        <Chip
          key={id}
          channel={channels?.find((channel) => channel.id === id)}
          isKnown={!!channels}
        />
      ))}
    </ul>
  );
}

function Chip({ channel, isKnown }: { channel: Channel | undefined; isKnown: boolean }) {
  if (!isKnown) return <li className={classes.chip}>…</li>;
  if (!channel) {
    return (
      <li className={classes.chip} data-dead="true">
        {t`Removed channel`}
      </li>
    );
  }
  return (
    <li className={classes.chip} data-dead={channel.disabled_reason !== null}>
      {channel.name}
      {channel.disabled_reason && <span className={classes.off}>{t`switched off`}</span>}
    </li>
  );
}

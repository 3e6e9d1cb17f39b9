import { t } from "@lingui/core/macro";
import type { Channel } from "../../api/client.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { Badge } from "../../ui/badge.tsx";

/** The state of a channel, in a word or two each. */
export function ChannelBadges({ channel }: { channel: Channel }) {
  const { failing_since, disabled_reason } = channel;
  const since = failing_since && momentInWords(failing_since);
  return (
    <>
      {disabled_reason === "by_member" && <Badge>{t`Switched off`}</Badge>}
      {disabled_reason === "gone" && <Badge tone="heed">{t`Gone`}</Badge>}
      {disabled_reason === "orphaned" && <Badge tone="heed">{t`Unattended`}</Badge>}
      {channel.target === null && <Badge tone="heed">{t`Unreadable`}</Badge>}
      {/* Of one that is off, that says nothing more. */}
      {since && !disabled_reason && <Badge tone="heed">{t`Failing since ${since}`}</Badge>}
      {channel.is_thin && <Badge>{t({ message: "Thin", context: "channel" })}</Badge>}
    </>
  );
}

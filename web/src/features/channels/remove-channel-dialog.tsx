import { plural, t } from "@lingui/core/macro";
import type { Channel } from "../../api/client.ts";
import { RemovalDialog } from "../../ui/removal-dialog.tsx";
import { useRemoveChannel } from "./use-channels.ts";

export function RemoveChannelDialog({
  channel,
  onClose,
}: {
  channel: Channel;
  onClose: () => void;
}) {
  const remove = useRemoveChannel(channel.id);
  const { name, rules } = channel;
  return (
    <RemovalDialog
      title={t`Remove ${name}?`}
      act={t`Remove`}
      removal={remove}
      removed={t`${name} is removed.`}
      onClose={onClose}
    >
      <p>
        {t`Codebell stops forwarding to this channel and deletes its address and secrets. Its deliveries stay in the log for 30 days.`}
      </p>
      {rules > 0 && (
        <p>
          {plural(rules, {
            one: "# rule forwards to this channel and will lose it.",
            other: "# rules forward to this channel and will lose it.",
          })}
        </p>
      )}
    </RemovalDialog>
  );
}

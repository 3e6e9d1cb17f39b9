import { plural, t } from "@lingui/core/macro";
import type { Channel } from "../../api/client.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useRemoveChannel } from "./use-channels.ts";

export function RemoveChannelDialog({
  channel,
  onClose,
}: {
  channel: Channel;
  onClose: () => void;
}) {
  const remove = useRemoveChannel(channel.id);
  const announce = useAnnounce();
  const { name, rules } = channel;
  return (
    <ConfirmDialog
      title={t`Remove ${name}?`}
      act={t`Remove it`}
      pending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            announce(t`${name} is removed.`);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <p>
        {t`Nothing is forwarded to it any more, and its address and secrets are deleted. Its deliveries stay in the log for 30 days.`}
      </p>
      {rules > 0 && (
        <p>
          {plural(rules, {
            one: "# rule forwards to it, and loses it.",
            other: "# rules forward to it, and lose it.",
          })}
        </p>
      )}
    </ConfirmDialog>
  );
}

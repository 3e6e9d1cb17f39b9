import { t } from "@lingui/core/macro";
import type { Channel } from "../../api/client.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SigningSecret } from "./signing-secret.tsx";
import { useRotateChannel } from "./use-channels.ts";

/** A new signing secret in place of a webhook's old one. */
export function RotateChannelDialog({
  channel,
  onClose,
}: {
  channel: Channel;
  onClose: () => void;
}) {
  const rotate = useRotateChannel(channel.id);
  const { name } = channel;
  if (rotate.data?.secret) {
    const { old_secret_ends_at: end } = rotate.data.channel;
    const until = end && momentInWords(end);
    return (
      <Dialog title={t`The signing secret is replaced`} onClose={onClose} wide>
        <SigningSecret
          secret={rotate.data.secret}
          also={until ? t`The old secret also signs until ${until}.` : undefined}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t`Replace the signing secret of ${name}?`}
      act={t`Replace`}
      pending={rotate.isPending}
      failure={rotate.error}
      onConfirm={() => rotate.mutate()}
      onClose={onClose}
    >
      <p>
        {t`The old secret keeps signing for 24 hours, so your program can switch without interruption. You’ll see the new secret once.`}
      </p>
    </ConfirmDialog>
  );
}

import { t } from "@lingui/core/macro";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { numberName } from "./canary-words.ts";
import type { Canary } from "./send-api.ts";
import { useRemoveCanary } from "./use-canaries.ts";

interface RemoveCanaryDialogProps {
  canary: Canary;
  onClose: () => void;
}

export function RemoveCanaryDialog({ canary, onClose }: RemoveCanaryDialogProps) {
  const remove = useRemoveCanary(canary.number.id);
  const announce = useAnnounce();
  const name = numberName(canary);
  return (
    <ConfirmDialog
      title={t`Test ${name} no more?`}
      act={t`End the tests`}
      pending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            announce(t`${name} is tested no more.`);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <p>{t`It is not texted any more, and nobody is told when it goes silent this way.`}</p>
    </ConfirmDialog>
  );
}

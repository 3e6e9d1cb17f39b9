import { t } from "@lingui/core/macro";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import type { Gateway } from "./send-api.ts";
import { useRemoveGateway } from "./use-gateways.ts";

interface RemoveGatewayDialogProps {
  gateway: Gateway;
  onClose: () => void;
}

export function RemoveGatewayDialog({ gateway, onClose }: RemoveGatewayDialogProps) {
  const remove = useRemoveGateway(gateway.id);
  const announce = useAnnounce();
  const { name } = gateway;
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
        {t`Nothing is sent over it any more, and its secrets are deleted. What it sent stays in the list; reports on that are not taken any more.`}
      </p>
    </ConfirmDialog>
  );
}

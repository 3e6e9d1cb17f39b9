import { t } from "@lingui/core/macro";
import { RemovalDialog } from "../../ui/removal-dialog.tsx";
import type { Gateway } from "./send-api.ts";
import { useRemoveGateway } from "./use-gateways.ts";

interface RemoveGatewayDialogProps {
  gateway: Gateway;
  onClose: () => void;
}

export function RemoveGatewayDialog({ gateway, onClose }: RemoveGatewayDialogProps) {
  const remove = useRemoveGateway(gateway.id);
  const { name } = gateway;
  return (
    <RemovalDialog
      title={t`Remove ${name}?`}
      act={t`Remove it`}
      removal={remove}
      removed={t`${name} is removed.`}
      onClose={onClose}
    >
      <p>
        {t`Nothing is sent over it any more, and its secrets are deleted. What it sent stays in the list; reports on that are not taken any more.`}
      </p>
    </RemovalDialog>
  );
}

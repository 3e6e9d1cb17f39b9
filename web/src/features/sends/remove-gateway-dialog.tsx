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
      act={t`Remove`}
      removal={remove}
      removed={t`${name} is removed.`}
      onClose={onClose}
    >
      <p>
        {t`Codebell stops sending through this gateway and deletes its secrets. Past sends stay in the list, but delivery reports for them are no longer accepted.`}
      </p>
    </RemovalDialog>
  );
}

import { t } from "@lingui/core/macro";
import { numberName } from "../../lib/number-names.ts";
import { RemovalDialog } from "../../ui/removal-dialog.tsx";
import type { Canary } from "./send-api.ts";
import { useRemoveCanary } from "./use-canaries.ts";

interface RemoveCanaryDialogProps {
  canary: Canary;
  onClose: () => void;
}

export function RemoveCanaryDialog({ canary, onClose }: RemoveCanaryDialogProps) {
  const remove = useRemoveCanary(canary.number.id);
  const name = numberName(canary.number);
  return (
    <RemovalDialog
      title={t`Stop testing ${name}?`}
      act={t`Stop tests`}
      removal={remove}
      removed={t`No longer testing ${name}.`}
      onClose={onClose}
    >
      <p>{t`Codebell stops texting this number and won’t alert you when it goes silent.`}</p>
    </RemovalDialog>
  );
}

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
      title={t`Test ${name} no more?`}
      act={t`End the tests`}
      removal={remove}
      removed={t`${name} is tested no more.`}
      onClose={onClose}
    >
      <p>{t`It is not texted any more, and nobody is told when it goes silent this way.`}</p>
    </RemovalDialog>
  );
}

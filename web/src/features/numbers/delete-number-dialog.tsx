import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { PhoneNumber } from "../../api/client.ts";
import { describeFailure, isConflict } from "../../api/problem.ts";
import { numberName } from "../../lib/number-names.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { useDeleteNumber } from "./use-numbers.ts";

interface DeleteNumberDialogProps {
  number: PhoneNumber;
  onClose: () => void;
  onDeleted: () => void;
}

/** Deletes the number; where it has messages, says so and offers to delete them with it. */
export function DeleteNumberDialog({ number, onClose, onDeleted }: DeleteNumberDialogProps) {
  const remove = useDeleteNumber();
  const name = numberName(number);
  const hasMessages = isConflict(remove.error);
  return (
    <ConfirmDialog
      title={t`Delete ${name}?`}
      act={hasMessages ? t`Delete number and messages` : t`Delete`}
      pending={remove.isPending}
      failure={hasMessages ? undefined : remove.error}
      onConfirm={() =>
        remove.mutate({ id: number.id, withMessages: hasMessages }, { onSuccess: onDeleted })
      }
      onClose={onClose}
    >
      {hasMessages ? (
        <>
          <p role="alert">{describeFailure(remove.error)}</p>
          <p>
            <Trans>Deleted messages can’t be brought back.</Trans>
          </p>
        </>
      ) : (
        <p>
          <Trans>Its roles and its cost are deleted with it.</Trans>
        </p>
      )}
    </ConfirmDialog>
  );
}

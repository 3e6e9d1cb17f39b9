import type { PhoneNumber } from "../../api/client.ts";
import { describeFailure, isConflict } from "../../api/problem.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { numberName } from "./access-words.ts";
import { useDeleteNumber } from "./use-numbers.ts";

interface DeleteNumberDialogProps {
  number: PhoneNumber;
  onClose: () => void;
  onDeleted: () => void;
}

/** Deletes the number; where it has messages, says so and offers to delete them with it. */
export function DeleteNumberDialog({ number, onClose, onDeleted }: DeleteNumberDialogProps) {
  const remove = useDeleteNumber();
  const hasMessages = isConflict(remove.error);
  return (
    <ConfirmDialog
      title={`Delete ${numberName(number)}?`}
      act={hasMessages ? "Delete it and its messages" : "Delete it"}
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
          <p>Deleted messages can’t be brought back.</p>
        </>
      ) : (
        <p>Its roles and its cost are deleted with it.</p>
      )}
    </ConfirmDialog>
  );
}

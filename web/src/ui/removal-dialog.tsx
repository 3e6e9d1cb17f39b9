import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAnnounce } from "./announcer.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";

interface RemovalDialogProps {
  title: string;
  /** The words of the button that does it. */
  act: string;
  removal: UseMutationResult<unknown, Error, void>;
  /** What is said when it is done, for the thing itself is not there any more. */
  removed: string;
  onClose: () => void;
  /** What goes with it, and what stays. */
  children: ReactNode;
}

/** Asks once more before one of a list is removed, and says when it is. */
export function RemovalDialog(props: RemovalDialogProps) {
  const { title, act, removal, removed, onClose, children } = props;
  const announce = useAnnounce();
  return (
    <ConfirmDialog
      title={title}
      act={act}
      pending={removal.isPending}
      failure={removal.error}
      onConfirm={() =>
        removal.mutate(undefined, {
          onSuccess: () => {
            announce(removed);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}

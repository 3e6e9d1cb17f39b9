import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog, DialogButtons, LeaveButton } from "./dialog.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import classes from "./form.module.css";

interface ConfirmDialogProps {
  title: string;
  /** The button's own words: what will happen, not "OK". */
  act: string;
  children: ReactNode;
  pending: boolean;
  failure: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more before what can't be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, act, children, pending, failure, onConfirm, onClose } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={classes.form}>
        <div className={classes.words}>{children}</div>
        <FailureNotice failure={failure} />
        <DialogButtons>
          <Button color="red" loading={pending} onClick={onConfirm}>
            {act}
          </Button>
          <LeaveButton onClose={onClose}>{t`Cancel`}</LeaveButton>
        </DialogButtons>
      </div>
    </Dialog>
  );
}

import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { focusFirstFault } from "../lib/first-fault.ts";
import { Dialog, DialogButtons, LeaveButton } from "./dialog.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import classes from "./form.module.css";

interface DialogFormProps {
  /** The words of the button that does it; without them there is none. */
  act?: ReactNode;
  /** How that button looks where another one is the next to press. */
  actVariant?: "default" | "filled";
  pending: boolean;
  disabled?: boolean;
  /** What the server refused, where no field says it. */
  failure?: unknown;
  /** What stands at the fields: the reader is brought to the first of them. */
  faults?: string | Partial<Record<string, string>>;
  /** The browser itself sees to what is required. */
  browserChecks?: boolean;
  /** Buttons between the one that does it and the one that leaves. */
  buttons?: ReactNode;
  /** What stands below the buttons. */
  foot?: ReactNode;
  /** The words of the button that leaves, where they are not "Cancel". */
  leave?: ReactNode;
  label?: string;
  onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  /** Something was typed or chosen: what was said of it before is not about it any more. */
  onTouch?: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The fields of a dialog with their buttons. It is sent once, however often it is asked for. */
export function DialogForm(props: DialogFormProps) {
  const { act, actVariant, pending, disabled, failure, faults = "", browserChecks = false } = props;
  const { buttons, foot, leave, label, onSubmit, onTouch, onClose, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  const found =
    typeof faults === "string" ? faults : Object.values(faults).filter(Boolean).join("\n");
  // The same fault once more is a reason to go there once more.
  const look = found && `${tries} ${found}`;

  useEffect(() => {
    if (look) focusFirstFault(form.current);
  }, [look]);

  function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    setTries(tries + 1);
    onSubmit(event);
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      onChange={onTouch}
      noValidate={!browserChecks}
      aria-label={label}
      className={classes.form}
    >
      {children}
      <FailureNotice failure={failure} />
      <DialogButtons>
        {act && (
          <Button type="submit" variant={actVariant} loading={pending} disabled={disabled}>
            {act}
          </Button>
        )}
        {buttons}
        <LeaveButton onClose={onClose}>{leave ?? <Trans>Cancel</Trans>}</LeaveButton>
      </DialogButtons>
      {foot}
    </form>
  );
}

interface FormDialogProps extends DialogFormProps {
  title: string;
  wide?: boolean;
}

/** A dialog that is one form. */
export function FormDialog({ title, wide, ...form }: FormDialogProps) {
  return (
    <Dialog title={title} onClose={form.onClose} wide={wide}>
      <DialogForm {...form} />
    </Dialog>
  );
}

import { t } from "@lingui/core/macro";
import { ActionIcon, Button } from "@mantine/core";
import { type ReactNode, useId } from "react";
import classes from "./dialog.module.css";
import { CloseIcon } from "./icons.tsx";
import { PaneBoundary } from "./pane-boundary.tsx";
import { useModal } from "./use-modal.ts";

interface DialogProps {
  title: string;
  onClose: () => void;
  /** With room for more than a few fields. */
  wide?: boolean;
  children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus inside, closes on Escape, makes the page behind
 * it inert, and gives the focus back to where it was. It is open for as long as it is drawn.
 */
export function Dialog({ title, onClose, wide, children }: DialogProps) {
  const dialog = useModal();
  const titleId = useId();

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={wide}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          className={classes.close}
          aria-label={t`Close`}
          onClick={onClose}
        >
          <CloseIcon />
        </ActionIcon>
      </div>
      <PaneBoundary name={title}>{children}</PaneBoundary>
    </dialog>
  );
}

/** The buttons at the foot of a dialog, the one that does it first. */
export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}

/** The button that leaves a dialog and does nothing else; its words say how far one has come. */
export function LeaveButton({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <Button variant="default" onClick={onClose}>
      {children}
    </Button>
  );
}

import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";
import classes from "./shown-once.module.css";

interface ShownOnceProps {
  label: string;
  text: string;
  /** Why to copy it now. */
  children?: ReactNode;
}

/** A link or a key that the server tells once and never again. */
export function ShownOnce({ label, text, children }: ShownOnceProps) {
  return (
    <div className={classes.shown}>
      <p className={classes.label}>{label}</p>
      {/* A field, so that it can be reached and selected with the keyboard. */}
      <textarea
        className={classes.text}
        readOnly
        rows={text.length > 46 ? 3 : 1}
        value={text}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
      />
      {children && <p className={classes.words}>{children}</p>}
      <div className={classes.foot}>
        <CopyButton text={text} variant="filled" />
      </div>
    </div>
  );
}

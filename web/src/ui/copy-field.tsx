import { CopyButton } from "./copy-button.tsx";
import classes from "./copy-field.module.css";

interface CopyFieldProps {
  label: string;
  text: string;
  /** The button's own words, where there is more than one to copy. */
  act?: string;
}

/** A text to be taken elsewhere: an address, a command. It can be selected, and copied at once. */
export function CopyField({ label, text, act }: CopyFieldProps) {
  const lines = text.split("\n").length;
  return (
    <div className={classes.field}>
      <p className={classes.label}>{label}</p>
      <div className={classes.line}>
        {/* A field, so that it can be reached and selected with the keyboard. */}
        <textarea
          className={classes.text}
          readOnly
          rows={Math.min(lines, 8)}
          wrap={lines > 1 ? "off" : undefined}
          value={text}
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={text} label={act} />
      </div>
    </div>
  );
}

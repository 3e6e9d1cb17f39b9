import { useId } from "react";
import classes from "./check-list.module.css";

interface CheckListProps<T> {
  legend: string;
  hint?: string;
  error?: string;
  choices: { value: T; title: string; note?: string }[];
  chosen: T[];
  onChange: (chosen: T[]) => void;
  /** Short words side by side, such as days. */
  inline?: boolean;
}

/** Any of some things: the browser's own checkboxes, which scroll where there are many. */
export function CheckList<T extends string | number>(props: CheckListProps<T>) {
  const { legend, hint, error, choices, chosen, onChange, inline } = props;
  const id = useId();
  const toggle = (value: T, isOn: boolean) =>
    onChange(isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <fieldset
      className={classes.group}
      aria-describedby={error ? `${id}-error` : hint && `${id}-hint`}
    >
      <legend className={classes.legend}>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
      <div className={classes.choices} data-inline={inline}>
        {choices.map(({ value, title, note }) => (
          <label key={value} className={classes.choice}>
            <input
              type="checkbox"
              className={classes.box}
              aria-label={note ? `${title}, ${note}` : title}
              aria-invalid={error ? true : undefined}
              checked={chosen.includes(value)}
              onChange={(event) => toggle(value, event.currentTarget.checked)}
            />
            <span className={classes.title}>
              {title}
              {note && <span className={classes.note}>{note}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

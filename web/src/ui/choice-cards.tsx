import { useId } from "react";
import classes from "./choice-cards.module.css";

interface ChoiceCardsProps<T extends string> {
  legend: string;
  value: T;
  onChange: (value: T) => void;
  choices: { value: T; title: string; words?: string }[];
}

/** A few ways of which one is taken, each with a sentence: the browser's own radio buttons. */
export function ChoiceCards<T extends string>(props: ChoiceCardsProps<T>) {
  const { legend, value, onChange, choices } = props;
  const name = useId();
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.card}>
          <input
            type="radio"
            name={name}
            className={classes.radio}
            aria-label={choice.title}
            aria-describedby={choice.words && `${name}-${choice.value}`}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            <span className={classes.title}>{choice.title}</span>
            {choice.words && (
              <span id={`${name}-${choice.value}`} className={classes.words}>
                {choice.words}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

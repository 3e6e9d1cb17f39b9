import { t } from "@lingui/core/macro";
import { CheckIcon } from "../../ui/icons.tsx";
import classes from "./wizard.module.css";

/** Where one is on the way to a new source. The last step is the source's own page. */
export function WizardSteps({ at }: { at: 1 | 2 | 3 }) {
  const steps = [t`Provider`, t`Details`, t`Connect`];
  return (
    <ol className={classes.steps} aria-label={t`Steps`}>
      {steps.map((words, index) => {
        const place = index + 1;
        return (
          <li
            key={words}
            className={classes.step}
            data-done={place < at}
            aria-current={place === at ? "step" : undefined}
          >
            <span className={classes.place} aria-hidden="true">
              {place < at ? <CheckIcon size={14} /> : place}
            </span>
            {words}
          </li>
        );
      })}
    </ol>
  );
}

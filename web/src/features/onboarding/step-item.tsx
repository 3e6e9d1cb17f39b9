import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Badge } from "../../ui/badge.tsx";
import { CheckIcon } from "../../ui/icons.tsx";
import type { Step } from "./checklist.ts";
import classes from "./first-run.module.css";
import type { Onboarding } from "./onboarding-api.ts";
import { stepWords } from "./step-words.ts";

export function StepItem({ step, facts }: { step: Step; facts: Onboarding }) {
  const { title, todo, hint, action } = stepWords(step.id, facts);
  return (
    <li className={classes.step} data-done={step.isDone}>
      <span className={classes.mark} aria-hidden="true">
        {step.isDone && <CheckIcon size={16} />}
      </span>
      <div className={classes.words}>
        <div className={classes.about}>
          <p className={classes.name}>
            {step.isDone ? title : (todo ?? title)}
            <VisuallyHidden>{step.isDone ? t`, done` : t`, open`}</VisuallyHidden>
            {step.isOptional && !step.isDone && <Badge>{t`Optional`}</Badge>}
          </p>
          {!step.isDone && hint && <p className={classes.hint}>{hint}</p>}
        </div>
        {!step.isDone && action && (
          <Link to={action.to} className={classes.action}>
            {action.words}
          </Link>
        )}
      </div>
    </li>
  );
}

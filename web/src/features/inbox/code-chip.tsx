import { t } from "@lingui/core/macro";
import type { Message } from "../../api/client.ts";
import { CodeDigits } from "../../ui/code-digits.tsx";
import { CheckIcon, CopyIcon } from "../../ui/icons.tsx";
import classes from "./code-chip.module.css";
import { useCopyOutcome } from "./copy-outcome.ts";
import { ExpiryWords, LifeRing, useExpired } from "./expiry.tsx";

interface CodeChipProps {
  message: Message;
  code: string;
  /** A newer code has come, so this one stands back. */
  quiet?: boolean;
  onCopy: (message: Message) => void;
}

/** The code in a row of the list: the whole chip is the button that copies it. */
export function CodeChip({ message, code, quiet = false, onCopy }: CodeChipProps) {
  const outcome = useCopyOutcome(message.id);
  const expired = useExpired(message);
  return (
    <div className={classes.place} data-expired={expired} data-quiet={quiet}>
      <button
        type="button"
        className={classes.chip}
        data-outcome={outcome?.kind}
        onClick={() => onCopy(message)}
        aria-label={t`Copy code ${code}`}
        title={t`Copy code`}
      >
        <CodeDigits code={code} />
        {outcome?.kind === "copied" ? <CheckIcon size={18} /> : <CopyIcon size={18} />}
      </button>
      <span className={classes.below}>
        <Below message={message} />
      </span>
    </div>
  );
}

function Below({ message }: { message: Message }) {
  const outcome = useCopyOutcome(message.id);
  const name = outcome?.usedBy;
  if (outcome?.kind === "failed") return t`Couldn’t copy`;
  if (outcome) {
    return (
      <>
        <strong>{t`Copied`}</strong>
        {name && <span className={classes.usedBy}>{t`${name} is using it`}</span>}
      </>
    );
  }
  return (
    <>
      <LifeRing message={message} size={14} />
      <ExpiryWords message={message} short />
    </>
  );
}

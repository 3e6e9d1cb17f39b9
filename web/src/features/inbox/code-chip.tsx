import type { Message } from "../../api/client.ts";
import { CodeDigits } from "../../ui/code-digits.tsx";
import { CheckIcon, CopyIcon } from "../../ui/icons.tsx";
import classes from "./code-chip.module.css";
import { ExpiryWords, LifeLine, useExpired } from "./expiry.tsx";
import { useCopyCode } from "./use-copy-code.ts";

/** The code in a row of the list: the whole chip is the button that copies it. */
export function CodeChip({ message, code }: { message: Message; code: string }) {
  const { outcome, copy } = useCopyCode(message);
  const expired = useExpired(message);
  return (
    <div className={classes.place} data-expired={expired}>
      <button
        type="button"
        className={classes.chip}
        data-outcome={outcome}
        onClick={copy}
        aria-label={`Copy code ${code}`}
        title="Copy code"
      >
        <CodeDigits code={code} />
        {outcome === "copied" ? <CheckIcon size={18} /> : <CopyIcon size={18} />}
        <LifeLine message={message} />
      </button>
      <span className={classes.below}>
        {outcome === "copied" && <strong>Copied</strong>}
        {outcome === "failed" && "Couldn’t copy"}
        {!outcome && <ExpiryWords message={message} short />}
      </span>
    </div>
  );
}

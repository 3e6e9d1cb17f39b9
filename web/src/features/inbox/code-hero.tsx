import { Button } from "@mantine/core";
import type { Message } from "../../api/client.ts";
import { CodeDigits } from "../../ui/code-digits.tsx";
import { CheckIcon, CopyIcon } from "../../ui/icons.tsx";
import classes from "./code-hero.module.css";
import { ExpiryWords, LifeLine, useExpired } from "./expiry.tsx";
import { useCopyCode } from "./use-copy-code.ts";

const DOUBTFUL = 0.6;

/** The code as large as the page allows, and one button. */
export function CodeHero({ message, code }: { message: Message; code: string }) {
  const { outcome, copy } = useCopyCode(message);
  const expired = useExpired(message);
  const doubtful = (message.confidence ?? 1) < DOUBTFUL;
  return (
    <div className={classes.hero} data-expired={expired}>
      <p className={classes.code} data-testid="code" data-long={code.length > 8}>
        <CodeDigits code={code} />
      </p>
      <div className={classes.foot}>
        <Button
          size="md"
          onClick={copy}
          variant={expired ? "default" : "filled"}
          leftSection={outcome === "copied" ? <CheckIcon /> : <CopyIcon />}
          className={classes.copy}
        >
          {outcome === "copied" ? "Copied" : "Copy code"}
        </Button>
        <span className={classes.expiry}>
          {outcome === "failed" ? (
            "Couldn’t copy: select the code by hand."
          ) : (
            <ExpiryWords message={message} />
          )}
        </span>
      </div>
      {doubtful && (
        <p className={classes.doubt}>
          Found with little certainty: compare it with the text below.
        </p>
      )}
      <LifeLine message={message} />
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { memo } from "react";
import type { Message } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { CodeDigits } from "../../ui/code-digits.tsx";
import { CheckIcon, CopyIcon } from "../../ui/icons.tsx";
import { ClaimWords } from "./claim-words.tsx";
import { claimOf } from "./claims.ts";
import classes from "./code-hero.module.css";
import { useCopyOutcome } from "./copy-outcome.ts";
import { ExpiryWords, LifeRing, useExpired } from "./expiry.tsx";
import { useClaim } from "./use-claim.ts";
import { useCopyCode } from "./use-copy-code.ts";

const DOUBTFUL = 0.6;

interface CodeHeroProps {
  message: Message;
  code: string;
}

/** The code as large as the page allows, one button to copy it, and who is using it. */
export const CodeHero = memo(function CodeHero({ message, code }: CodeHeroProps) {
  const copy = useCopyCode();
  const outcome = useCopyOutcome(message.id);
  const expired = useExpired(message);
  const doubtful = (message.confidence ?? 1) < DOUBTFUL;
  const copied = outcome?.kind === "copied";
  return (
    <div className={classes.hero} data-expired={expired}>
      <p className={classes.code} data-testid="code" data-long={code.length > 8}>
        <CodeDigits code={code} />
      </p>
      <div className={classes.foot}>
        <Button
          size="md"
          onClick={() => copy(message)}
          variant={expired ? "default" : "filled"}
          leftSection={copied ? <CheckIcon /> : <CopyIcon />}
          className={classes.copy}
        >
          {copied ? t`Copied` : t`Copy code`}
        </Button>
        <span className={classes.expiry}>
          {outcome?.kind === "failed" ? (
            t`Couldn’t copy: select the code by hand.`
          ) : (
            <>
              <LifeRing message={message} size={22} />
              <ExpiryWords message={message} />
            </>
          )}
        </span>
      </div>
      <ClaimLine message={message} usedBy={outcome?.usedBy} />
      {doubtful && (
        <p className={classes.doubt}>
          {t`Codebell isn’t sure about this code: compare it with the text below.`}
        </p>
      )}
    </div>
  );
});

function ClaimLine({ message, usedBy }: { message: Message; usedBy?: string }) {
  const mayClaim = useCapability("messages:claim");
  const { ownId, toggle, isPending, error } = useClaim();
  const claim = claimOf(message, ownId);
  if (!mayClaim && !claim) return null;
  return (
    <div className={classes.claim}>
      {mayClaim && (
        <Button
          variant="default"
          className={classes.claimButton}
          loading={isPending}
          onClick={() => toggle(message)}
        >
          {claim?.isOwn ? t`Release` : t`I’m using this`}
        </Button>
      )}
      {usedBy ? (
        <strong>{t`${usedBy} is using this code`}</strong>
      ) : (
        <ClaimWords message={message} ownId={ownId} />
      )}
      {error != null && <span role="alert">{describeFailure(error)}</span>}
    </div>
  );
}

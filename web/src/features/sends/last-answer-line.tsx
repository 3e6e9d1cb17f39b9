import { t } from "@lingui/core/macro";
import { Age } from "../../ui/age.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import wire from "../../ui/wire.module.css";
import { resultInWords } from "./gateway-words.ts";
import classes from "./gateways.module.css";
import type { LastAnswer } from "./send-api.ts";

/** What a gateway said the last time it was asked. */
export function LastAnswerLine({ last }: { last: LastAnswer | null }) {
  if (!last) return <p className={classes.last}>{t`Not used yet.`}</p>;
  const { answer_status: status, detail, answer } = last;
  return (
    <div className={classes.last} data-tone={last.result === "accepted" ? undefined : "trouble"}>
      <p className={classes.lastWords}>
        {resultInWords(last.result)} · <Age at={last.at} />
        {detail ? ` · ${detail}` : status !== null && ` · ${t`answered ${status}`}`}
      </p>
      {answer && (
        <Unfold words={t`What it answered`}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
          <pre className={`${wire.wire} ${classes.wire}`} tabIndex={0}>
            {answer}
          </pre>
        </Unfold>
      )}
    </div>
  );
}

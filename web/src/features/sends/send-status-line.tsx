import { useClock } from "../../lib/clock.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Send } from "./send-api.ts";
import { codeState, codeStateInWords, statusInWords, toneOf } from "./send-words.ts";
import classes from "./sends.module.css";

/** What became of a send, and of its code. */
export function SendStatusLine({ send }: { send: Send }) {
  const state = useClock((now) => codeState(send, now) ?? "");
  return (
    <span className={classes.status}>
      <Badge tone={toneOf(send.status)}>{statusInWords(send.status)}</Badge>
      {state === "verified" ? (
        <Badge tone="good">{codeStateInWords(state)}</Badge>
      ) : (
        state &&
        state !== "open" && <span className={classes.quiet}>{codeStateInWords(state)}</span>
      )}
    </span>
  );
}

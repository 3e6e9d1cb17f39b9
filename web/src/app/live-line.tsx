import { t } from "@lingui/core/macro";
import type { LiveState } from "../realtime/live-connection.ts";
import { useLiveState } from "../realtime/use-live.tsx";
import classes from "./live-line.module.css";

function stateInWords(state: LiveState): string {
  const words: Record<LiveState, string> = {
    connecting: t`Connecting`,
    live: t({ message: "Live", context: "connection" }),
    reconnecting: t`Reconnecting`,
    offline: t`Offline`,
  };
  return words[state];
}

/** Whether new codes appear by themselves at this moment. */
export function LiveLine() {
  const state = useLiveState();
  return (
    <p className={classes.line} data-state={state} role="status" aria-label={t`Connection`}>
      <span className={classes.dot} aria-hidden="true" />
      {stateInWords(state)}
    </p>
  );
}

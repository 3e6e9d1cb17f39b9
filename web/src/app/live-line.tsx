import type { LiveState } from "../realtime/live-connection.ts";
import { useLiveState } from "../realtime/use-live.tsx";
import classes from "./live-line.module.css";

const WORDS: Record<LiveState, string> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  offline: "Offline",
};

/** Whether new codes appear by themselves at this moment. */
export function LiveLine() {
  const state = useLiveState();
  return (
    <p className={classes.line} data-state={state} role="status" aria-label="Connection">
      <span className={classes.dot} aria-hidden="true" />
      {WORDS[state]}
    </p>
  );
}

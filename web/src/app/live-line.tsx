import { t } from "@lingui/core/macro";
import type { LiveState } from "../realtime/live-connection.ts";
import { useLiveState } from "../realtime/use-live.tsx";
import rail from "../ui/rail.module.css";
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

/**
 * Whether new codes appear by themselves at this moment. Where there is no room it is shown only while
 * they do not; who hears the page is told in any case.
 */
export function LiveLine({ onlyTrouble }: { onlyTrouble?: boolean }) {
  const state = useLiveState();
  const words = stateInWords(state);
  return (
    <p
      className={classes.line}
      data-state={state}
      data-only-trouble={onlyTrouble}
      role="status"
      aria-label={t`Connection`}
      title={words}
    >
      <span className={classes.dot} aria-hidden="true" />
      <span className={onlyTrouble ? undefined : rail.words}>{words}</span>
    </p>
  );
}

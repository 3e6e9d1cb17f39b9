import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useLiveState } from "../realtime/use-live.tsx";
import classes from "./wide-line.module.css";

// Most gaps are over before anybody needs to hear of them.
const PATIENCE_MS = 5000;

/** Says what it means that the connection has been away for a while. */
export function AwayLine() {
  const state = useLiveState();
  const isAway = state === "reconnecting" || state === "offline";
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!isAway) return;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isAway]);

  // The region is there before its words are: only then are they read out.
  return (
    <div role="status">
      {long && isAway && (
        <p className={classes.line} data-kind="heed">
          {state === "offline" ? (
            <Trans>
              This device is offline. New codes won’t appear until the connection is back; this page
              may be out of date.
            </Trans>
          ) : (
            <Trans>
              Can’t reach Codebell right now. New codes won’t appear until the connection is back;
              this page may be out of date.
            </Trans>
          )}
        </p>
      )}
    </div>
  );
}

import { Trans } from "@lingui/react/macro";
import { useRef, useState } from "react";
import { useAfterConnect } from "../realtime/use-live.tsx";
import { isOutdated, ownEntry } from "./page-version.ts";
import classes from "./wide-line.module.css";

/** After the server was renewed: the old page still works, but not for ever. */
export function RenewedLine() {
  const [outdated, setOutdated] = useState(false);
  const connected = useRef(false);
  useAfterConnect(() => {
    // The page has just been loaded at the first; only at a later one it may have grown old.
    const again = connected.current;
    connected.current = true;
    if (again && !outdated) isOutdated(ownEntry(document)).then(setOutdated);
  });
  return (
    <div role="status">
      {outdated && (
        <div className={classes.line}>
          <Trans>Codebell was updated.</Trans>
          <button type="button" className={classes.act} onClick={() => location.reload()}>
            <Trans>Reload</Trans>
          </button>
        </div>
      )}
    </div>
  );
}

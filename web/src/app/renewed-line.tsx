import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { useAfterSilence } from "../realtime/use-live.tsx";
import { isOutdated, ownEntry } from "./page-version.ts";
import classes from "./wide-line.module.css";

/** After the server was renewed: the old page still works, but not for ever. */
export function RenewedLine() {
  const [outdated, setOutdated] = useState(false);
  useAfterSilence(() => {
    if (!outdated) isOutdated(ownEntry(document)).then(setOutdated);
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

import { Trans } from "@lingui/react/macro";
import classes from "./attention.module.css";
import { useSoundBlocked } from "./sound-blocked.ts";

/** Says why a new message made no sound, until the page is touched for the first time. */
export function SoundBlockedLine() {
  const blocked = useSoundBlocked();
  return (
    <div role="status">
      {blocked && (
        <p className={classes.blocked}>
          <Trans>Your browser blocked the sound. Click anywhere to enable it.</Trans>
        </p>
      )}
    </div>
  );
}

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
          <Trans>
            The browser held back a sound. Click anywhere on the page, and it will sound.
          </Trans>
        </p>
      )}
    </div>
  );
}

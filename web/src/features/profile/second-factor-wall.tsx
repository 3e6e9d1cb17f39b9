import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { session } from "../../api/session.ts";
import { canUsePasskeys } from "../../lib/passkeys.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { PasskeySetup } from "./passkey-setup.tsx";
import classes from "./profile.module.css";
import { TotpSetup } from "./totp-setup.tsx";

type Way = "app" | "passkey" | undefined;

/** Stands before every page while the team demands a second factor and this session has none. */
export function SecondFactorWall({ onDone }: { onDone: () => void }) {
  const [way, setWay] = useState<Way>();
  const [failure, setFailure] = useState<unknown>();
  const back = () => setWay(undefined);

  if (way === "app") {
    return (
      <CentredPage title={t`Set up an authenticator app`}>
        <TotpSetup onDone={onDone} onCancel={back} />
      </CentredPage>
    );
  }
  if (way === "passkey") {
    return (
      <CentredPage title={t`Add passkey`}>
        <PasskeySetup onDone={onDone} onCancel={back} />
      </CentredPage>
    );
  }
  return (
    <CentredPage
      title={t`One thing first`}
      lead={t`Your team requires a second step after the password, so a stolen password alone is not enough.`}
    >
      <div className={formClasses.form}>
        <FailureNotice failure={failure} />
        <Button size="md" className={classes.way} onClick={() => setWay("app")}>
          <Trans>Use an authenticator app</Trans>
        </Button>
        {canUsePasskeys() && (
          <Button
            size="md"
            variant="default"
            className={classes.way}
            onClick={() => setWay("passkey")}
          >
            <Trans>Use a passkey</Trans>
          </Button>
        )}
        <p className={classes.plain}>
          <Trans>
            Already set up a second factor on another device? Sign out, then sign in again with that
            one.
          </Trans>
        </p>
        <Button
          variant="subtle"
          className={classes.way}
          onClick={() => session.signOut().catch(setFailure)}
        >
          <Trans>Sign out</Trans>
        </Button>
      </div>
    </CentredPage>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";
import { fieldFailures, type SecondFactorChallenge, secondFactorAsked } from "../../api/problem.ts";
import { $open } from "../../api/queries.ts";
import { session } from "../../api/session.ts";
import { canUsePasskeys, showPasskey } from "../../lib/passkeys.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { KeyIcon } from "../../ui/icons.tsx";
import classes from "./accounts.module.css";

interface SecondFactorStepProps {
  email: string;
  password: string;
  firstChallenge: SecondFactorChallenge;
  onBack: () => void;
}

/** The password was right; now a code, a recovery code or a passkey. */
export function SecondFactorStep(props: SecondFactorStepProps) {
  const { email, password, firstChallenge, onBack } = props;
  const [challenge, setChallenge] = useState(firstChallenge);
  const [code, setCode] = useState("");
  const [refused, setRefused] = useState<unknown>();
  const login = $open.useMutation("post", "/auth/login");
  const byApp = challenge.methods.includes("totp");
  const passkey = canUsePasskeys() && challenge.methods.includes("passkey") && challenge.passkey;
  const failure = login.error ?? refused;

  function signIn(factor: object) {
    setRefused(undefined);
    login.mutate(
      { body: { email, password, ...factor } },
      {
        onSuccess: (answer) => session.accept(answer),
        // A challenge serves once: the next try needs the one that came with the refusal.
        onError: (error) => setChallenge((before) => secondFactorAsked(error) ?? before),
      },
    );
  }

  function signInWithCode(event: SyntheticEvent) {
    event.preventDefault();
    signIn({ totp: code.trim() });
  }

  async function signInWithPasskey({
    challenge_id,
    options,
  }: NonNullable<typeof passkey & object>) {
    login.reset();
    try {
      signIn({ passkey: { challenge_id, credential: await showPasskey(options) } });
    } catch (error) {
      setRefused(error);
    }
  }

  return (
    <CentredPage title={t`One more step`} lead={leadFor(byApp, Boolean(passkey))}>
      <div className={classes.form}>
        <FailureNotice failure={failure} />
        {passkey && (
          <Button
            size="md"
            className={classes.submit}
            variant={byApp ? "default" : "filled"}
            leftSection={<KeyIcon />}
            onClick={() => signInWithPasskey(passkey)}
          >
            <Trans>Use a passkey</Trans>
          </Button>
        )}
        <form onSubmit={signInWithCode} className={classes.form}>
          <TextInput
            label={byApp ? t`Code` : t`Recovery code`}
            description={byApp ? t`Six digits, or one of your recovery codes.` : undefined}
            size="md"
            required
            withAsterisk={false}
            autoFocus={!passkey || byApp}
            autoComplete="one-time-code"
            inputMode={byApp ? "numeric" : "text"}
            autoCapitalize="none"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={fieldFailures(login.error).totp}
          />
          {byApp && <RecoveryHint />}
          <Button
            type="submit"
            size="md"
            className={classes.submit}
            variant={byApp || !passkey ? "filled" : "default"}
            loading={login.isPending}
          >
            <Trans>Sign in</Trans>
          </Button>
        </form>
        <Button variant="subtle" className={classes.back} onClick={onBack}>
          <Trans>Back to e-mail and password</Trans>
        </Button>
      </div>
    </CentredPage>
  );
}

function leadFor(byApp: boolean, byPasskey: boolean): string {
  if (byApp && byPasskey) return t`Use your passkey, or type the code from your authenticator app.`;
  if (byApp) return t`Type the code that your authenticator app shows.`;
  if (byPasskey) return t`Use your passkey, or one of your recovery codes.`;
  return t`Type one of your recovery codes.`;
}

function RecoveryHint() {
  return (
    <p className={classes.hint}>
      <Trans>
        Without your phone and your recovery codes? An owner of your team can remove your second
        factor.
      </Trans>
    </p>
  );
}

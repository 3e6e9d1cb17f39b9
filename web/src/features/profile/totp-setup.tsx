import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { $api } from "../../api/queries.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { DialogButtons } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import classes from "./profile.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";

interface TotpSetupProps {
  onDone: () => void;
  onCancel: () => void;
}

/** What is needed, then the picture for the app and a first code from it, then the recovery codes. */
export function TotpSetup({ onDone, onCancel }: TotpSetupProps) {
  const begin = $api.useMutation("post", "/me/totp");
  const confirm = $api.useMutation("post", "/me/totp/confirm");
  const [code, setCode] = useState("");
  const atField = fieldFailures(confirm.error).code;

  function check() {
    confirm.mutate(
      { body: { code: code.replace(/\s/g, "") } },
      { onSuccess: ({ recovery_codes }) => recovery_codes.length === 0 && onDone() },
    );
  }

  if (confirm.data?.recovery_codes.length)
    return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={onDone} />;
  if (!begin.data) {
    return (
      <div className={formClasses.form}>
        <FailureNotice failure={begin.error} />
        <p className={classes.plain}>
          <Trans>
            You need an authenticator app on your phone, for example Aegis, Google Authenticator or
            a password manager.
          </Trans>
        </p>
        <DialogButtons>
          <Button loading={begin.isPending} onClick={() => begin.mutate({})}>
            <Trans>Continue</Trans>
          </Button>
          <Button variant="default" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        </DialogButtons>
      </div>
    );
  }
  const { qr_code, secret } = begin.data;
  return (
    <DialogForm
      act={<Trans>Turn on</Trans>}
      pending={confirm.isPending}
      failure={!atField && confirm.error}
      faults={atField}
      browserChecks
      onSubmit={check}
      onClose={onCancel}
    >
      <p className={classes.plain}>
        <Trans>Scan this picture with the app, then type the code it shows.</Trans>
      </p>
      <img src={qr_code} alt={t`QR code for the authenticator app`} className={classes.qr} />
      <details className={classes.byHand}>
        <summary>
          <Trans>Can’t scan?</Trans>
        </summary>
        <p className={classes.plain}>
          <Trans>Type this key into the app. Choose time-based, with six digits.</Trans>
        </p>
        <p className={classes.secret}>{inFours(secret)}</p>
        <CopyButton text={secret} label={t`Copy key`} />
      </details>
      <TextInput
        label={t`Code from the app`}
        size="md"
        required
        withAsterisk={false}
        autoFocus
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={atField}
      />
    </DialogForm>
  );
}

function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}

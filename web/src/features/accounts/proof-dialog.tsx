import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client, dataOf, type FreshProof } from "../../api/client.ts";
import type { ProofMethod } from "../../api/fresh-proof.ts";
import { fieldFailures } from "../../api/problem.ts";
import { canUsePasskeys, showPasskey } from "../../lib/passkeys.ts";
import { FormDialog } from "../../ui/dialog-form.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { KeyIcon } from "../../ui/icons.tsx";

type Way = "password" | "code";

interface ProofDialogProps {
  methods: ProofMethod[];
  onDone: (proved: boolean) => void;
}

function prove(body: FreshProof) {
  return dataOf(client.POST("/me/proof", { body }));
}

async function proveWithPasskey() {
  const { challenge_id, options } = await dataOf(client.POST("/me/proof/options"));
  // The document says no more of it than that it is an object.
  const credential = (await showPasskey(options)) as Record<string, never>;
  await prove({ passkey: { challenge_id, credential } });
}

/** Makes sure who sits there: an open page left alone must not be enough for what comes next. */
export function ProofDialog({ methods, onDone }: ProofDialogProps) {
  const has = (method: ProofMethod) => methods.includes(method);
  const byPassword = has("password");
  const byApp = has("totp");
  const byCode = byApp || has("recovery_code");
  const byPasskey = has("passkey") && canUsePasskeys();
  const [way, setWay] = useState<Way>(byPassword ? "password" : "code");
  const [typed, setTyped] = useState("");
  const onSuccess = () => onDone(true);
  const confirm = useMutation({ mutationFn: prove, onSuccess });
  const passkey = useMutation({ mutationFn: proveWithPasskey, onSuccess });
  const faults = fieldFailures(confirm.error);
  const atField = faults.password ?? faults.totp;
  const failure = passkey.error ?? (atField ? undefined : confirm.error);

  function change(next: Way) {
    setWay(next);
    setTyped("");
    confirm.reset();
    passkey.reset();
  }

  function submit() {
    passkey.reset();
    confirm.mutate(way === "password" ? { password: typed } : { totp: typed.trim() });
  }

  function usePasskey() {
    confirm.reset();
    passkey.mutate();
  }

  const field = {
    size: "md",
    required: true,
    withAsterisk: false,
    autoFocus: true,
    value: typed,
    onChange: (event: { currentTarget: HTMLInputElement }) => setTyped(event.currentTarget.value),
    error: atField,
  } as const;

  return (
    <FormDialog
      title={t`Confirm that it is you`}
      act={<Trans>Confirm</Trans>}
      pending={confirm.isPending}
      faults={atField}
      browserChecks
      onSubmit={submit}
      onClose={() => onDone(false)}
      foot={
        <>
          {byPasskey && (
            <Button
              size="md"
              variant="default"
              leftSection={<KeyIcon />}
              loading={passkey.isPending}
              onClick={usePasskey}
            >
              <Trans>Use a passkey</Trans>
            </Button>
          )}
          {way === "password" && byCode && (
            <Button size="md" variant="subtle" onClick={() => change("code")}>
              {byApp ? t`Use a code instead` : t`Use a recovery code instead`}
            </Button>
          )}
          {way === "code" && byPassword && (
            <Button size="md" variant="subtle" onClick={() => change("password")}>
              <Trans>Use password instead</Trans>
            </Button>
          )}
        </>
      }
    >
      <div className={formClasses.words}>
        <p>
          <Trans>This change is sensitive. Confirm that it’s you before you continue.</Trans>
        </p>
      </div>
      <FailureNotice failure={failure} words={fieldFailures(failure).passkey} />
      {way === "password" ? (
        <PasswordInput
          key="password"
          {...field}
          label={t`Your password`}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
        />
      ) : (
        <TextInput
          key="code"
          {...field}
          label={byApp ? t`Code` : t`Recovery code`}
          description={byApp ? t`Six digits, or one of your recovery codes.` : undefined}
          autoComplete="one-time-code"
          inputMode={byApp ? "numeric" : "text"}
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
    </FormDialog>
  );
}

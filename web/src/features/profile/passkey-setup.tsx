import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { client, dataOf } from "../../api/client.ts";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { createPasskey } from "../../lib/passkeys.ts";
import { DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
import { deviceInWords } from "./device-words.ts";
import { RecoveryCodes } from "./recovery-codes.tsx";

interface PasskeySetupProps {
  onDone: () => void;
  onCancel: () => void;
}

async function addPasskey(name: string) {
  const { challenge_id, options } = await dataOf(client.POST("/me/passkeys/options"));
  // The document says no more of it than that it is an object.
  const credential = (await createPasskey(options)) as Record<string, never>;
  return dataOf(client.POST("/me/passkeys", { body: { challenge_id, name, credential } }));
}

/** A name, then the browser's own question, then recovery codes where there were none. */
export function PasskeySetup({ onDone, onCancel }: PasskeySetupProps) {
  const [name, setName] = useState(() => deviceInWords(navigator.userAgent));
  const add = useMutation({
    mutationFn: addPasskey,
    onSuccess: ({ recovery_codes }) => {
      if (recovery_codes.length === 0) onDone();
    },
  });
  const atField = fieldFailures(add.error).name;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    add.mutate(name.trim());
  }

  if (add.data?.recovery_codes.length)
    return <RecoveryCodes codes={add.data.recovery_codes} onDone={onDone} />;
  return (
    <form onSubmit={submit} className={formClasses.form}>
      {add.isError && !atField && <Notice kind="failure">{describeFailure(add.error)}</Notice>}
      <TextInput
        label={t`Name of the passkey`}
        description={t`So that you know it again in the list.`}
        size="md"
        required
        withAsterisk={false}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={atField}
      />
      <DialogButtons>
        <Button type="submit" loading={add.isPending}>
          <Trans>Add the passkey</Trans>
        </Button>
        <Button variant="default" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </DialogButtons>
    </form>
  );
}

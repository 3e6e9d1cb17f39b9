import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client, dataOf } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { createPasskey } from "../../lib/passkeys.ts";
import { DialogForm } from "../../ui/dialog-form.tsx";
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

  if (add.data?.recovery_codes.length)
    return <RecoveryCodes codes={add.data.recovery_codes} onDone={onDone} />;
  return (
    <DialogForm
      act={<Trans>Add passkey</Trans>}
      pending={add.isPending}
      failure={!atField && add.error}
      faults={atField}
      browserChecks
      onSubmit={() => add.mutate(name.trim())}
      onClose={onCancel}
    >
      <TextInput
        label={t`Name of the passkey`}
        description={t`Helps you recognise this passkey in the list.`}
        size="md"
        required
        withAsterisk={false}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={atField}
      />
    </DialogForm>
  );
}

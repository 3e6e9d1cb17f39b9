import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { $api } from "../../api/queries.ts";
import type { Capability } from "../../api/use-capability.ts";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import formClasses from "../../ui/form.module.css";
import { ShownOnce } from "../../ui/shown-once.tsx";
import { KeyNumbers } from "./key-numbers.tsx";
import classes from "./profile.module.css";

interface ApiKeyDialogProps {
  scopes: (readonly [Capability, string])[];
  onClose: () => void;
}

export function ApiKeyDialog({ scopes, onClose }: ApiKeyDialogProps) {
  const create = $api.useMutation("post", "/api-keys");
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string[]>(scopes.slice(0, 1).map(([scope]) => scope));
  const [numbers, setNumbers] = useState<string[] | null>(null);
  const [networks, setNetworks] = useState("");
  const [lastDay, setLastDay] = useState("");
  const faults = fieldFailures(create.error);

  function save() {
    create.mutate({
      body: {
        name: name.trim(),
        scopes: scopes.map(([scope]) => scope).filter((scope) => chosen.includes(scope)),
        number_ids: numbers,
        networks: networks.split(/[\s,]+/).filter(Boolean),
        expires_at: lastDay ? new Date(`${lastDay}T23:59:59`).toISOString() : null,
      },
    });
  }

  if (create.data) {
    return (
      <Dialog title={t`Your new key`} onClose={onClose}>
        <div className={formClasses.form}>
          <ShownOnce label={create.data.api_key.name} text={create.data.key}>
            <Trans>Copy the key now: it won’t be shown again. Keep it as safe as a password.</Trans>
          </ShownOnce>
          <DialogButtons>
            <LeaveButton onClose={onClose}>{t`Done`}</LeaveButton>
          </DialogButtons>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t`Create API key`}
      act={<Trans>Create key</Trans>}
      pending={create.isPending}
      disabled={chosen.length === 0}
      failure={create.error}
      faults={faults}
      browserChecks
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        placeholder={t`Browser tests, deploy script …`}
        required
        withAsterisk={false}
        autoFocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.name}
      />
      <Checkbox.Group
        label={t`Permissions`}
        value={chosen}
        onChange={setChosen}
        error={faults.scopes}
      >
        <div className={classes.checks}>
          {scopes.map(([scope, words]) => (
            <Checkbox key={scope} value={scope} label={words} classNames={checkClasses} />
          ))}
        </div>
      </Checkbox.Group>
      <KeyNumbers value={numbers} onChange={setNumbers} fault={faults.number_ids} />
      <Textarea
        label={t`Only from these networks`}
        description={t`One per line, for example 203.0.113.0/24. Empty: from anywhere.`}
        rows={2}
        value={networks}
        onChange={(event) => setNetworks(event.currentTarget.value)}
        error={faults.networks}
        classNames={{ input: classes.networks }}
      />
      <TextInput
        type="date"
        label={t`Last day`}
        description={t`Leave empty to keep the key until you revoke it.`}
        value={lastDay}
        onChange={(event) => setLastDay(event.currentTarget.value)}
        error={faults.expires_at}
      />
    </FormDialog>
  );
}

const checkClasses = { body: classes.checkBody };

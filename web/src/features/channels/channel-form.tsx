import { t } from "@lingui/core/macro";
import { Switch, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import classes from "./channels.module.css";
import { retriesInWords, USUAL_RETRIES } from "./retry-times.ts";
import type { Faults } from "./settings-draft.ts";
import { SettingsFields } from "./settings-fields.tsx";
import type { ChannelDraft } from "./use-channel-draft.ts";

interface ChannelFormProps {
  draft: ChannelDraft;
  failure: unknown;
  pending: boolean;
  /** Something changed: what the server said of it is not about this any more. */
  onTouch: () => void;
  onSave: () => void;
  save: string;
  /** What stands in place of the address while none is entered. */
  keptAddress?: ReactNode;
  /** Further buttons behind the one that saves. */
  children?: ReactNode;
  onClose: () => void;
}

/** The fields of a channel, for adding one as for changing it. */
export function ChannelForm(props: ChannelFormProps) {
  const { draft, failure, pending, onTouch, onSave, save, keptAddress, children, onClose } = props;
  const { kind } = draft;
  const [missing, setMissing] = useState<Faults>({});
  const faults: Faults = { ...missing, ...fieldFailures(failure) };
  const usual = retriesInWords(USUAL_RETRIES);
  const touch = () => {
    setMissing({});
    onTouch();
  };

  function submit() {
    const found = draft.check();
    setMissing(found);
    if (Object.keys(found).length === 0) onSave();
  }

  return (
    <DialogForm
      act={save}
      pending={pending}
      failure={!isPlaced(failure, draft) && failure}
      faults={faults}
      buttons={children}
      onSubmit={submit}
      onTouch={touch}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        description={t`Your team’s name for this channel.`}
        maxLength={100}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => draft.setName(event.currentTarget.value)}
        error={faults.name}
      />
      {draft.hasSettings ? (
        <SettingsFields
          kind={kind}
          draft={draft.settings}
          faults={faults}
          onChange={draft.setSettings}
        />
      ) : (
        keptAddress
      )}
      <Switch
        label={t`Hide the code (send only that one arrived)`}
        description={t`Sends the sender, the number and a link to Codebell, without the code or text. Suits places with many readers.`}
        checked={draft.isThin}
        onChange={(event) => draft.setThin(event.currentTarget.checked)}
        classNames={{ body: classes.switchBody, track: classes.track }}
      />
      <Unfold words={t`When to try again`}>
        <TextInput
          label={t`Seconds after the first attempt`}
          description={t`When to retry a failed delivery. Usual: ${usual}. Leave empty for no retries.`}
          autoComplete="off"
          value={draft.retries}
          onChange={(event) => draft.setRetries(event.currentTarget.value)}
          error={faults.retry_at_seconds}
        />
      </Unfold>
    </DialogForm>
  );
}

/** Whether each thing that the server refused stands at a field of this form. */
function isPlaced(failure: unknown, draft: ChannelDraft): boolean {
  const refused = Object.keys(fieldFailures(failure));
  const address = draft.hasSettings ? draft.kind.fields : [];
  const places = ["name", "retry_at_seconds", ...address.map(({ name }) => `settings.${name}`)];
  return refused.length > 0 && refused.every((field) => places.includes(field));
}

import { t } from "@lingui/core/macro";
import { Button, Switch, TextInput } from "@mantine/core";
import { type ReactNode, type SyntheticEvent, useEffect, useRef, useState } from "react";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { focusFirstFault } from "../../lib/first-fault.ts";
import { DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
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
  children: ReactNode;
}

/** The fields of a channel, for adding one as for changing it. */
export function ChannelForm(props: ChannelFormProps) {
  const { draft, failure, pending, onTouch, onSave, save, keptAddress, children } = props;
  const { kind } = draft;
  const [missing, setMissing] = useState<Faults>({});
  const form = useRef<HTMLFormElement>(null);
  const faults: Faults = { ...missing, ...fieldFailures(failure) };
  const usual = retriesInWords(USUAL_RETRIES);
  const touch = () => {
    setMissing({});
    onTouch();
  };

  useEffect(() => {
    if (!failure && Object.keys(missing).length === 0) return;
    showFolded(form.current);
    focusFirstFault(form.current);
  }, [failure, missing]);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (pending) return;
    const found = draft.check();
    setMissing(found);
    if (Object.keys(found).length === 0) onSave();
  }

  return (
    <form ref={form} onSubmit={submit} onChange={touch} noValidate className={formClasses.form}>
      {failure != null && !isPlaced(failure, draft) && (
        <Notice kind="failure">{describeFailure(failure)}</Notice>
      )}
      <TextInput
        label={t`Name`}
        description={t`What the team calls it.`}
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
        label={t`Only say that a code came`}
        description={t`Who sent it and to which number, with a link to Codebell. The code and the text stay here: for places that many people read.`}
        checked={draft.isThin}
        onChange={(event) => draft.setThin(event.currentTarget.checked)}
        classNames={{ body: classes.switchBody, track: classes.track }}
      />
      <Unfold words={t`When to try again`}>
        <TextInput
          label={t`Seconds after the first attempt`}
          description={t`A delivery that fails is tried again then. Usual: ${usual}. Empty: it is not tried again.`}
          autoComplete="off"
          value={draft.retries}
          onChange={(event) => draft.setRetries(event.currentTarget.value)}
          error={faults.retry_at_seconds}
        />
      </Unfold>
      <DialogButtons>
        <Button type="submit" loading={pending}>
          {save}
        </Button>
        {children}
      </DialogButtons>
    </form>
  );
}

/** Whether each thing that the server refused stands at a field of this form. */
function isPlaced(failure: unknown, draft: ChannelDraft): boolean {
  const refused = Object.keys(fieldFailures(failure));
  const address = draft.hasSettings ? draft.kind.fields : [];
  const places = ["name", "retry_at_seconds", ...address.map(({ name }) => `settings.${name}`)];
  return refused.length > 0 && refused.every((field) => places.includes(field));
}

/** A fault in what is folded away would not be seen. */
function showFolded(form: HTMLElement | null) {
  for (const folded of form?.querySelectorAll("details") ?? []) {
    if (folded.querySelector('[aria-invalid="true"]')) folded.open = true;
  }
}

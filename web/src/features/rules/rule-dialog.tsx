import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Switch, TextInput } from "@mantine/core";
import { hashKey } from "@tanstack/react-query";
import { useState } from "react";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import { ChannelFields } from "./channel-fields.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import type { Rule } from "./rule-api.ts";
import { draftOf, emptyDraft, type RuleDraft, toRule } from "./rule-draft.ts";
import { isShownAtField, localFaults, savingFaults } from "./rule-faults.ts";
import classes from "./rule-form.module.css";
import { ScopeFields } from "./scope-fields.tsx";
import { TrialResult } from "./trial-result.tsx";
import { useDryRun, useSaveRule } from "./use-rules.ts";

interface RuleDialogProps {
  /** The rule to be changed; without one, a new one is made. */
  rule?: Rule;
  /** What a new one begins with. */
  prefilled?: Partial<RuleDraft>;
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
  onClose: () => void;
}

/** Where there is one channel alone, a new rule forwards there. */
function onlyOf(channels: Channel[] = []): string[] {
  return channels.length === 1 ? channels.map(({ id }) => id) : [];
}

export function RuleDialog({ rule, prefilled, channels, numbers, onClose }: RuleDialogProps) {
  const [draft, setDraft] = useState(() =>
    rule ? draftOf(rule) : emptyDraft({ channel_ids: onlyOf(channels), ...prefilled }),
  );
  const [missing, setMissing] = useState<Record<string, string>>({});
  const save = useSaveRule(rule?.id);
  const trial = useDryRun();
  const announce = useAnnounce();
  const body = toRule(draft, { channels, numbers });
  // A rule that is off is tried as if it were on: else it would hold for nothing.
  const tried = { rule: { ...body, is_enabled: true }, replaces: rule?.id ?? null };
  const isTried = trial.variables !== undefined && hashKey([trial.variables]) === hashKey([tried]);
  const failure = save.error ?? (isTried ? trial.error : null);
  const faults = { ...fieldFailures(failure), ...missing };

  function set(change: Partial<RuleDraft>) {
    setDraft({ ...draft, ...change });
    setMissing({});
    if (save.isError) save.reset();
  }

  function isComplete(further: Record<string, string> = {}): boolean {
    const found = { ...localFaults(draft, body), ...further };
    setMissing(found);
    return Object.keys(found).length === 0;
  }

  function onSubmit() {
    if (!isComplete(savingFaults(body))) return;
    save.mutate(body, {
      onSuccess: () => {
        announce(t`The rule is saved.`);
        onClose();
      },
    });
  }

  return (
    <FormDialog
      title={rule ? t`Edit rule` : t`Add rule`}
      wide
      act={<Trans>Save rule</Trans>}
      pending={save.isPending}
      failure={!isShownAtField(faults) && failure}
      faults={faults}
      buttons={
        draft.event === "message" && (
          <Button
            variant="default"
            loading={trial.isPending}
            onClick={() => isComplete() && trial.mutate(tried)}
          >
            <Trans>Try it</Trans>
          </Button>
        )
      }
      foot={
        <TrialResult
          result={isTried && draft.event === "message" ? trial.data : undefined}
          isPending={trial.isPending}
          isDraft
          isAsIfOn={!draft.is_enabled}
          channels={channels}
          numbers={numbers}
        />
      }
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <ScopeFields
        draft={draft}
        numbers={numbers}
        isFixed={rule !== undefined}
        faults={faults}
        onChange={set}
      />
      <ConditionFields draft={draft} numbers={numbers} faults={faults} onChange={set} />
      <ChannelFields
        channels={channels}
        chosen={draft.channel_ids}
        error={faults.channel_ids}
        onChange={(channel_ids) => set({ channel_ids })}
      />
      <div className={classes.fieldset}>
        <TextInput
          label={t`Name`}
          description={t`Named after its conditions until you change it.`}
          value={draft.name ?? body.name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => set({ name: event.currentTarget.value })}
          onBlur={() => draft.name?.trim() === "" && set({ name: undefined })}
          error={faults.name}
        />
        <Switch
          label={t`Stop here`}
          description={t`When it matches, the rules below it are skipped.`}
          checked={draft.stop}
          onChange={(event) => set({ stop: event.currentTarget.checked })}
        />
        <Switch
          label={t`Switched on`}
          checked={draft.is_enabled}
          onChange={(event) => set({ is_enabled: event.currentTarget.checked })}
        />
      </div>
    </FormDialog>
  );
}

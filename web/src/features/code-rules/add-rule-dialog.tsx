import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { numberName } from "../../lib/number-names.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import type { NewCodeRule } from "./code-rule-api.ts";
import classes from "./code-rules.module.css";
import { RulePreview } from "./rule-preview.tsx";
import { kindInWords, patternHint } from "./rule-words.ts";
import { isSameRule, useAddRule, usePreview } from "./use-code-rules.ts";

interface AddRuleDialogProps {
  numbers: PhoneNumber[] | undefined;
  onClose: () => void;
}

type Faults = Partial<Record<keyof NewCodeRule, string>>;

const EMPTY: NewCodeRule = {
  kind: "code",
  pattern: "",
  number_id: null,
  sender: null,
  service: null,
  test_message: "",
};

/** A rule from scratch. What it would change is seen before it can be saved. */
export function AddRuleDialog({ numbers, onClose }: AddRuleDialogProps) {
  const [rule, setRule] = useState(EMPTY);
  const [asked, setAsked] = useState<NewCodeRule>();
  const [missing, setMissing] = useState<Faults>({});
  const preview = usePreview(asked);
  const add = useAddRule();
  const announce = useAnnounce();
  const isAsked = isSameRule(asked, rule);
  const isShown = isAsked && preview.isSuccess && !preview.isPlaceholderData;
  const failure = isAsked ? (add.error ?? preview.error) : null;
  const faults: Faults = { ...missing, ...fieldFailures(failure) };

  const set = (change: Partial<NewCodeRule>) => {
    setRule({ ...rule, ...change });
    setMissing({});
    if (add.isError) add.reset();
  };

  function show() {
    const found: Faults = {
      ...(!rule.pattern.trim() && { pattern: t`Enter a pattern.` }),
      ...(!rule.test_message.trim() && { test_message: t`Enter a message to test.` }),
    };
    setMissing(found);
    if (Object.keys(found).length > 0) return;
    if (isAsked) preview.refetch();
    else setAsked(rule);
  }

  function save() {
    add.mutate(rule, {
      onSuccess: () => {
        announce(t`The rule is saved.`);
        onClose();
      },
    });
  }

  const condition = (field: "sender" | "service") => ({
    value: rule[field] ?? "",
    error: faults[field],
    maxLength: 100,
    autoComplete: "off",
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      set({ [field]: event.currentTarget.value || null }),
  });

  return (
    <FormDialog
      title={t`Add rule`}
      wide
      act={<Trans>Preview changes</Trans>}
      actVariant={isShown ? "default" : "filled"}
      pending={isAsked && preview.isFetching}
      failure={Object.keys(faults).length === 0 && failure}
      faults={faults}
      buttons={
        <Button disabled={!isShown || preview.isFetching} loading={add.isPending} onClick={save}>
          <Trans>Save rule</Trans>
        </Button>
      }
      onSubmit={show}
      onClose={onClose}
    >
      <ChoiceCards
        legend={t`Rule type`}
        value={rule.kind}
        onChange={(kind) => set({ kind })}
        choices={(["code", "none"] as const).map((value) => ({
          value,
          title: kindInWords(value),
        }))}
      />
      <Textarea
        label={t`Pattern`}
        description={patternHint(rule.kind)}
        rows={2}
        maxLength={500}
        spellCheck={false}
        autoComplete="off"
        value={rule.pattern}
        onChange={(event) => set({ pattern: event.currentTarget.value })}
        error={faults.pattern}
        classNames={{ input: classes.mono }}
      />
      <Textarea
        label={t`Message to try it on`}
        description={t`The pattern must match this message. Codebell keeps the message with the rule.`}
        rows={3}
        maxLength={4000}
        value={rule.test_message}
        onChange={(event) => set({ test_message: event.currentTarget.value })}
        error={faults.test_message}
      />
      <NativeSelect
        label={t`Only to this number`}
        value={rule.number_id ?? ""}
        onChange={(event) => set({ number_id: event.currentTarget.value || null })}
        error={faults.number_id}
        data={[
          { value: "", label: t`Any number` },
          ...(numbers ?? []).map((number) => ({ value: number.id, label: numberName(number) })),
        ]}
      />
      <div className={classes.two}>
        <TextInput
          label={t`Only from this sender`}
          description={t`Its whole name or number. Empty: any.`}
          {...condition("sender")}
        />
        <TextInput
          label={t`Only of this service`}
          description={t`Its whole name. Empty: any.`}
          {...condition("service")}
        />
      </div>
      <RulePreview
        preview={isShown ? preview.data : undefined}
        isPending={isAsked && preview.isFetching}
      />
    </FormDialog>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Checkbox, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Message } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import formClasses from "../../ui/form.module.css";
import type { NewCodeRule } from "./code-rule-api.ts";
import classes from "./code-rules.module.css";
import { RulePreview } from "./rule-preview.tsx";
import { patternHint } from "./rule-words.ts";
import { isSameRule, useAddRule, usePreview } from "./use-code-rules.ts";

const TYPING_MS = 400;

interface DraftFormProps {
  draft: NewCodeRule;
  message: Message;
  onBack: () => void;
  onClose: () => void;
}

/** The rule that was made from a message, to be looked at, narrowed and saved. */
export function DraftForm({ draft, message, onBack, onClose }: DraftFormProps) {
  const [pattern, setPattern] = useState(draft.pattern);
  const [isOfSender, setOfSender] = useState(draft.sender !== null);
  const [isOfNumber, setOfNumber] = useState(draft.number_id !== null);
  const add = useAddRule();
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  const rule = useMemo<NewCodeRule>(
    () => ({
      ...draft,
      pattern,
      sender: isOfSender ? message.sender : null,
      number_id: isOfNumber ? message.number.id : null,
    }),
    [draft, pattern, isOfSender, isOfNumber, message],
  );
  const [settled] = useDebouncedValue(rule, TYPING_MS);
  const preview = usePreview(settled.pattern.trim() ? settled : undefined);
  const isSettled = isSameRule(settled, rule);
  const isShown =
    isSettled && preview.isSuccess && !preview.isPlaceholderData && rule.pattern.trim() !== "";
  const failure = isSettled ? (add.error ?? preview.error) : null;
  const said = fieldFailures(failure);
  const atPattern = pattern.trim() ? said.pattern : t`Enter a pattern.`;
  const sender = phoneInWords(message.sender);
  const number = numberName(message.number);

  // This took the place of what had the focus.
  useEffect(() => field.current?.focus(), []);

  function save() {
    if (!isShown) return;
    add.mutate(rule, {
      onSuccess: () => {
        announce(t`The rule is saved, and the message is corrected.`);
        onClose();
      },
    });
  }

  return (
    <DialogForm
      label={t`The rule`}
      act={<Trans>Save rule</Trans>}
      pending={add.isPending}
      disabled={!isShown}
      failure={!said.pattern && failure}
      buttons={
        <Button variant="default" onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
      }
      onSubmit={save}
      onTouch={() => add.isError && add.reset()}
      onClose={onClose}
    >
      <div className={formClasses.words}>
        <p>
          {draft.kind === "code"
            ? t`This rule finds the code by the words around it, here and in later messages with the same wording.`
            : t`This rule marks messages with this wording as having no code, now and later.`}
        </p>
      </div>
      <Textarea
        ref={field}
        label={t`Pattern`}
        description={patternHint(draft.kind)}
        rows={2}
        maxLength={500}
        spellCheck={false}
        autoComplete="off"
        value={pattern}
        onChange={(event) => setPattern(event.currentTarget.value)}
        error={atPattern}
        classNames={{ input: classes.mono }}
      />
      <div className={classes.checks}>
        <Checkbox
          label={t`Only from ${sender}`}
          checked={isOfSender}
          onChange={(event) => setOfSender(event.currentTarget.checked)}
          classNames={{ body: classes.checkBody }}
        />
        <Checkbox
          label={t`Only to ${number}`}
          checked={isOfNumber}
          onChange={(event) => setOfNumber(event.currentTarget.checked)}
          classNames={{ body: classes.checkBody }}
        />
      </div>
      <RulePreview
        preview={failure || !pattern.trim() ? undefined : preview.data}
        isPending={!failure && pattern.trim() !== "" && !isShown}
        madeFrom={message.id}
      />
    </DialogForm>
  );
}

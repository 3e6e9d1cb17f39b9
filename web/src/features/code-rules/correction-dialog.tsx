import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { Message } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { NewCodeRule } from "./code-rule-api.ts";
import classes from "./code-rules.module.css";
import { DraftForm } from "./draft-form.tsx";
import { useDraft } from "./use-code-rules.ts";

interface CorrectionDialogProps {
  message: Message;
  onClose: () => void;
}

/** Somebody says what the code of a message is, and it becomes a rule for others like it. */
export function CorrectionDialog({ message: shown, onClose }: CorrectionDialogProps) {
  // The message is corrected while this is still open: what is asked here is about how it was.
  const [message] = useState(shown);
  const [draft, setDraft] = useState<NewCodeRule>();
  const [code, setCode] = useState<string | null>("");
  return (
    <Dialog title={message.code ? t`Wrong code?` : t`Code missing?`} onClose={onClose} wide>
      {draft ? (
        <DraftForm
          draft={draft}
          message={message}
          onBack={() => setDraft(undefined)}
          onClose={onClose}
        />
      ) : (
        <CorrectionForm
          message={message}
          code={code}
          onCode={setCode}
          onDraft={setDraft}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface CorrectionFormProps {
  message: Message;
  /** As it was typed; null: there is none. */
  code: string | null;
  onCode: (code: string | null) => void;
  onDraft: (draft: NewCodeRule) => void;
  onClose: () => void;
}

function CorrectionForm({ message, code, onCode, onDraft, onClose }: CorrectionFormProps) {
  const make = useDraft();
  const [isMissing, setMissing] = useState(false);
  const quote = useRef<HTMLQuoteElement>(null);
  const fault = isMissing ? t`Enter the code.` : fieldFailures(make.error).code;
  const { code: wrong } = message;

  // Back from the rule that was made: the focus was on what is gone.
  useEffect(() => {
    const form = quote.current?.closest("form");
    if (!form?.contains(document.activeElement))
      form?.querySelector<HTMLElement>("input:checked, input")?.focus();
  }, []);

  function change(typed: string | null) {
    onCode(typed);
    setMissing(false);
    if (make.isError) make.reset();
  }

  function draft() {
    const given = code?.trim();
    setMissing(given === "");
    if (given === "") return;
    make.mutate({ message_id: message.id, code: given ?? null }, { onSuccess: onDraft });
  }

  return (
    <DialogForm
      act={<Trans>Create rule from correction</Trans>}
      pending={make.isPending}
      failure={!fault && make.error}
      faults={fault}
      onSubmit={draft}
      onClose={onClose}
    >
      <blockquote ref={quote} className={classes.message}>
        {message.body}
      </blockquote>
      {code === null && fault && <Notice kind="failure">{fault}</Notice>}
      {wrong && (
        <ChoiceCards
          legend={t`What is right?`}
          value={code === null ? "none" : "other"}
          onChange={(value) => change(value === "none" ? null : "")}
          choices={[
            { value: "other", title: t`The code is another one` },
            {
              value: "none",
              title: t`This is not a code`,
              words: t`${wrong} isn’t a code, and this message has none.`,
            },
          ]}
        />
      )}
      {code !== null && (
        <TextInput
          label={t`The code is`}
          description={t`Exactly as in the message.`}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={code}
          onChange={(event) => change(event.currentTarget.value)}
          error={fault}
          classNames={{ input: classes.mono }}
        />
      )}
    </DialogForm>
  );
}

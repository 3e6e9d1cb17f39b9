import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Textarea } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { focusFirstFault } from "../../lib/first-fault.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
import { languageInWords } from "./place-words.ts";
import type { SendText } from "./send-api.ts";
import { TextPreview } from "./text-preview.tsx";
import { useSetText } from "./use-texts.ts";

const LONGEST = 480;

interface TextDialogProps {
  text: SendText;
  onClose: () => void;
}

/** A text of the team's own, shown as it will come while it is written. */
export function TextDialog({ text, onClose }: TextDialogProps) {
  const { purpose, language, source_id } = text;
  const set = useSetText();
  const announce = useAnnounce();
  const [typed, setTyped] = useState(text.text);
  const form = useRef<HTMLFormElement>(null);
  const isCode = purpose === "code";
  const name = languageInWords(language);
  const fault = fieldFailures(set.error).text;
  // Braces are a language of their own in texts that are translated.
  const [code, company, validity] = ["{code}", "{company}", "{validity}"];
  const [message, url] = ["{message}", "{url}"];

  useEffect(() => {
    if (set.error) focusFirstFault(form.current);
  }, [set.error]);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (set.isPending) return;
    set.mutate(
      { purpose, language, text: typed, ...(source_id && { source_id }) },
      {
        onSuccess: () => {
          announce(t`The text is saved.`);
          onClose();
        },
      },
    );
  }

  return (
    <Dialog
      title={isCode ? t`Text of codes: ${name}` : t`Text of invitations: ${name}`}
      onClose={onClose}
      wide
    >
      <form ref={form} onSubmit={submit} noValidate className={formClasses.form}>
        {set.isError && !fault && <Notice kind="failure">{describeFailure(set.error)}</Notice>}
        <Textarea
          label={t`Text`}
          description={
            isCode
              ? t`${code} stands for the code and is needed; ${company} and ${validity} may be left out.`
              : t`${message} stands for what the source says, ${url} for the address in it. One of them is needed.`
          }
          rows={3}
          maxLength={LONGEST}
          dir="auto"
          lang={language}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            if (set.isError) set.reset();
          }}
          error={fault}
        />
        {isCode && <TextPreview what={{ language, text: typed }} />}
        <DialogButtons>
          <Button type="submit" loading={set.isPending}>
            <Trans>Save</Trans>
          </Button>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

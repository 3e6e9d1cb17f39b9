import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
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
  const isCode = purpose === "code";
  const name = languageInWords(language);
  const fault = fieldFailures(set.error).text;
  // Braces are a language of their own in texts that are translated.
  const [code, company, validity] = ["{code}", "{company}", "{validity}"];
  const [message, url] = ["{message}", "{url}"];

  function submit() {
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
    <FormDialog
      title={isCode ? t`Text of codes: ${name}` : t`Text of invitations: ${name}`}
      wide
      act={<Trans>Save</Trans>}
      pending={set.isPending}
      failure={!fault && set.error}
      faults={fault}
      onSubmit={submit}
      onClose={onClose}
    >
      <Textarea
        label={t`Text`}
        description={
          isCode
            ? t`Required: ${code}. Optional: ${company} and ${validity}.`
            : t`Use ${message} for the source’s text and ${url} for the link in it. At least one is required.`
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
    </FormDialog>
  );
}

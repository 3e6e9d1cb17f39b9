import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { DialogForm } from "../../ui/dialog-form.tsx";
import { type CodeDraft, codeOf, faultsIn, previewOf } from "./code-draft.ts";
import { languageInWords } from "./place-words.ts";
import type { Gateway, SentCode } from "./send-api.ts";
import classes from "./send-code.module.css";
import { TextPreview } from "./text-preview.tsx";
import { useSendCode } from "./use-sends.ts";
import { useLanguages } from "./use-texts.ts";

interface CodeFormProps {
  draft: CodeDraft;
  gateways: Gateway[] | undefined;
  onChange: (draft: CodeDraft) => void;
  onSent: (sent: SentCode) => void;
  onClose: () => void;
}

const FIELDS = ["to", "company", "language", "gateway", "webotp_domain"];

export function CodeForm({ draft, gateways, onChange, onSent, onClose }: CodeFormProps) {
  const send = useSendCode();
  const languages = useLanguages();
  const [missing, setMissing] = useState<Record<string, string>>({});
  const faults = { ...missing, ...fieldFailures(send.error) };
  const isPlaced = Object.keys(faults).some((field) => FIELDS.includes(field));
  const change = (part: Partial<CodeDraft>) => {
    setMissing({});
    if (send.isError) send.reset();
    onChange({ ...draft, ...part });
  };

  function submit() {
    const found = faultsIn(draft);
    setMissing(found);
    if (Object.keys(found).length === 0) send.mutate(codeOf(draft), { onSuccess: onSent });
  }

  return (
    <DialogForm
      act={<Trans>Send code</Trans>}
      pending={send.isPending}
      failure={!isPlaced && send.error}
      faults={faults}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t`Number`}
        description={t`Your provider charges you for each real SMS.`}
        type="tel"
        autoComplete="off"
        placeholder="+64 21 555 010"
        value={draft.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        error={faults.to}
      />
      <div className={classes.pair}>
        <TextInput
          label={t`Company name`}
          maxLength={40}
          autoComplete="off"
          value={draft.company}
          onChange={(event) => change({ company: event.currentTarget.value })}
          error={faults.company}
        />
        <NativeSelect
          label={t`Language`}
          value={draft.language}
          onChange={(event) => change({ language: event.currentTarget.value })}
          error={faults.language}
          data={[
            { value: "", label: t`As usual: ${languageInWords("en")}` },
            ...languages
              .filter((language) => language !== "en")
              .map((value) => ({ value, label: languageInWords(value) })),
          ]}
        />
        <NativeSelect
          label={t`Gateway`}
          value={draft.gateway}
          onChange={(event) => change({ gateway: event.currentTarget.value })}
          error={faults.gateway}
          data={[
            { value: "", label: t`First available gateway` },
            ...(gateways ?? [])
              .filter(({ is_enabled }) => is_enabled)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextInput
          label={t`Host for WebOTP`}
          placeholder="login.example.com"
          autoComplete="off"
          spellCheck={false}
          value={draft.webotp}
          onChange={(event) => change({ webotp: event.currentTarget.value })}
          error={faults.webotp_domain}
        />
      </div>
      <p className={classes.aside}>
        {t`Enter a host, and phones suggest the code in forms on that site. Optional.`}
      </p>
      <TextPreview what={previewOf(draft)} />
    </DialogForm>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { focusFirstFault } from "../../lib/first-fault.ts";
import { DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
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
  const form = useRef<HTMLFormElement>(null);
  const faults = { ...missing, ...fieldFailures(send.error) };
  const isPlaced = Object.keys(faults).some((field) => FIELDS.includes(field));
  const change = (part: Partial<CodeDraft>) => {
    setMissing({});
    if (send.isError) send.reset();
    onChange({ ...draft, ...part });
  };

  useEffect(() => {
    if (send.error || Object.keys(missing).length > 0) focusFirstFault(form.current);
  }, [send.error, missing]);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (send.isPending) return;
    const found = faultsIn(draft);
    setMissing(found);
    if (Object.keys(found).length === 0) send.mutate(codeOf(draft), { onSuccess: onSent });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className={formClasses.form}>
      {send.isError && !isPlaced && <Notice kind="failure">{describeFailure(send.error)}</Notice>}
      <TextInput
        label={t`Number`}
        description={t`A real SMS costs what your provider takes for it.`}
        type="tel"
        autoComplete="off"
        placeholder="+64 21 555 010"
        value={draft.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
        error={faults.to}
      />
      <div className={classes.pair}>
        <TextInput
          label={t`In the name of`}
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
            { value: "", label: t`Whichever is asked first` },
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
        {t`With a host, phones offer the code by themselves in a form on that site. May be empty.`}
      </p>
      <TextPreview what={previewOf(draft)} />
      <DialogButtons>
        <Button type="submit" loading={send.isPending}>
          <Trans>Send the code</Trans>
        </Button>
        <Button variant="default" onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </DialogButtons>
    </form>
  );
}

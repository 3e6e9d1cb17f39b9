import { t } from "@lingui/core/macro";
import { PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { ChangeEvent } from "react";
import { Unfold } from "../../ui/unfold.tsx";
import type { ChannelKind } from "./channel-api.ts";
import classes from "./channels.module.css";
import { type FieldWords, fieldsOf, ownServerField } from "./field-words.ts";
import type { Faults, SettingsDraft } from "./settings-draft.ts";

interface SettingsFieldsProps {
  kind: ChannelKind;
  draft: SettingsDraft;
  faults: Faults;
  onChange: (draft: SettingsDraft) => void;
}

/** Where a channel goes: the fields of its kind. */
export function SettingsFields({ kind, draft, faults, onChange }: SettingsFieldsProps) {
  const ownServer = ownServerField(kind);
  const draw = (words: FieldWords) => (
    <SettingsInput
      key={words.field}
      words={words}
      value={draft[words.field]}
      fault={faults[`settings.${words.field}`]}
      onChange={(text) => onChange({ ...draft, [words.field]: text })}
    />
  );
  return (
    <>
      {fieldsOf(kind).map(draw)}
      {ownServer && <Unfold words={t`A server of your own`}>{draw(ownServer)}</Unfold>}
    </>
  );
}

interface SettingsInputProps {
  words: FieldWords;
  value: string;
  fault: string | undefined;
  onChange: (text: string) => void;
}

function SettingsInput({ words, value, fault, onChange }: SettingsInputProps) {
  const { label, help, form, placeholder } = words;
  const shared = {
    label,
    description: help,
    placeholder,
    value,
    error: fault,
    autoComplete: "off",
    spellCheck: false,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.currentTarget.value),
  };
  switch (form) {
    case "line":
      return <TextInput {...shared} classNames={{ input: classes.mono }} />;
    case "lines":
      return <Textarea {...shared} rows={4} />;
    case "secret":
      return (
        <PasswordInput
          {...shared}
          classNames={{ input: classes.secret }}
          aria-invalid={fault ? true : undefined}
          visibilityToggleButtonProps={{ "aria-label": t`Show what is entered` }}
          // Password keepers would offer to keep it as the reader's own.
          data-1p-ignore
          data-lpignore="true"
        />
      );
  }
}

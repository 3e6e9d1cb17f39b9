import { t } from "@lingui/core/macro";
import { NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { ChangeEvent } from "react";
import type { Faults } from "./gateway-draft.ts";
import { serverWords } from "./gateway-words.ts";
import classes from "./gateways.module.css";
import type { GatewayField, GatewayKind } from "./send-api.ts";

interface GatewayFieldsProps {
  kind: GatewayKind;
  values: Record<string, string>;
  /** Whether secrets are there already, and stay where none is entered. */
  isKept: boolean;
  faults: Faults;
  onChange: (values: Record<string, string>) => void;
}

/** What a gateway needs to be told, as its kind says. */
export function GatewayFields({ kind, values, isKept, faults, onChange }: GatewayFieldsProps) {
  return kind.fields.map((field) => (
    <FieldInput
      key={field.name}
      field={field}
      isKept={isKept}
      value={values[field.name] ?? ""}
      fault={faults[`settings.${field.name}`]}
      onChange={(text) => onChange({ ...values, [field.name]: text })}
    />
  ));
}

interface FieldInputProps {
  field: GatewayField;
  isKept: boolean;
  value: string;
  fault: string | undefined;
  onChange: (text: string) => void;
}

type Changed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;

function FieldInput({ field, isKept, value, fault, onChange }: FieldInputProps) {
  const { input, is_secret, is_required } = field;
  const label = serverWords(field.label);
  const help = [
    field.about && asSentence(serverWords(field.about)),
    is_secret && isKept && t`Empty: it stays as it is, unless the address changes.`,
    !is_required && !(is_secret && isKept) && t`May be empty.`,
  ].filter(Boolean);
  const shared = {
    label,
    description: help.join(" ") || undefined,
    value,
    error: fault,
    autoComplete: "off",
    spellCheck: false,
    onChange: (event: Changed) => onChange(event.currentTarget.value),
  };
  if (input.kind === "choice") {
    const { autoComplete: _, spellCheck: __, ...choice } = shared;
    return <NativeSelect {...choice} data={input.values} />;
  }
  if (input.kind === "lines") {
    const look = is_secret ? classes.masked : classes.mono;
    return <Textarea {...shared} rows={3} classNames={{ input: look }} />;
  }
  if (!is_secret) {
    return (
      <TextInput
        {...shared}
        inputMode={input.kind === "url" ? "url" : undefined}
        classNames={{ input: classes.mono }}
      />
    );
  }
  return (
    <PasswordInput
      {...shared}
      aria-invalid={fault ? true : undefined}
      visibilityToggleButtonProps={{ "aria-label": t`Show what is entered` }}
      // Password keepers would offer to keep it as the reader's own.
      data-1p-ignore
      data-lpignore="true"
      classNames={{ input: classes.secret }}
    />
  );
}

/** The server ends no such words with a full stop. */
function asSentence(words: string): string {
  return /[.…。]$/.test(words) ? words : `${words}.`;
}

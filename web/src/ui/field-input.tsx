import { t } from "@lingui/core/macro";
import { NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { ChangeEvent } from "react";
import type { components } from "../api/schema.gen.ts";
import classes from "./field-input.module.css";

/** Something that the server asks for where a channel or a gateway is set up. */
export type Field = components["schemas"]["Field"];

interface FieldInputProps {
  field: Field;
  /** Its name and what it is, in the reader's language. */
  label: string;
  help: string | undefined;
  value: string;
  fault: string | undefined;
  onChange: (text: string) => void;
}

type Changed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;

/** What can be entered in a field. An address is seen while it is entered, though it may be a secret. */
export function FieldInput({ field, label, help, value, fault, onChange }: FieldInputProps) {
  const { input, is_secret, example } = field;
  const shared = {
    label,
    description: help,
    value,
    error: fault,
    onChange: (event: Changed) => onChange(event.currentTarget.value),
  };
  const typed = {
    ...shared,
    placeholder: example || undefined,
    autoComplete: "off",
    spellCheck: false,
  };
  const look = { input: is_secret ? classes.masked : classes.mono };
  switch (input.kind) {
    case "choice":
      return <NativeSelect {...shared} data={input.values} />;
    case "lines":
      return <Textarea {...typed} rows={3} classNames={look} />;
    case "addresses":
      return <Textarea {...typed} rows={4} />;
    case "url":
      return <TextInput {...typed} inputMode="url" classNames={{ input: classes.mono }} />;
    case "line":
      if (!is_secret) return <TextInput {...typed} classNames={look} />;
      return (
        <PasswordInput
          {...typed}
          aria-invalid={fault ? true : undefined}
          visibilityToggleButtonProps={{ "aria-label": t`Show what is entered` }}
          // Password keepers would offer to keep it as the reader's own.
          data-1p-ignore
          data-lpignore="true"
          classNames={{ input: classes.secret }}
        />
      );
  }
}

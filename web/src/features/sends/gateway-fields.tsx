import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
import { type Field, FieldInput } from "../../ui/field-input.tsx";
import type { Faults } from "./gateway-draft.ts";
import type { GatewayKind } from "./send-api.ts";

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
      label={serverWords(field.label)}
      help={helpOf(field, isKept)}
      value={values[field.name] ?? ""}
      fault={faults[`settings.${field.name}`]}
      onChange={(text) => onChange({ ...values, [field.name]: text })}
    />
  ));
}

function helpOf({ about, is_secret, is_required }: Field, isKept: boolean): string | undefined {
  const help = [
    about && asSentence(serverWords(about)),
    is_secret && isKept && t`Leave empty to keep the current value, unless the address changes.`,
    !is_required && !(is_secret && isKept) && t`May be empty.`,
  ].filter(Boolean);
  return help.join(" ") || undefined;
}

/** The server ends no such words with a full stop. */
function asSentence(words: string): string {
  return /[.…。]$/.test(words) ? words : `${words}.`;
}

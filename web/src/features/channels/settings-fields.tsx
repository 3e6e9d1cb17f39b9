import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
import { type Field, FieldInput } from "../../ui/field-input.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import type { ChannelKind } from "./channel-api.ts";
import type { Faults, SettingsDraft } from "./settings-draft.ts";

interface SettingsFieldsProps {
  kind: ChannelKind;
  draft: SettingsDraft;
  faults: Faults;
  onChange: (draft: SettingsDraft) => void;
}

/** Where a channel goes: the fields of its kind. */
export function SettingsFields({ kind, draft, faults, onChange }: SettingsFieldsProps) {
  const own = kind.fields.filter(isOwnServer);
  const draw = (field: Field) => (
    <FieldInput
      key={field.name}
      field={field}
      label={serverWords(field.label)}
      help={helpOf(field)}
      value={draft[field.name] ?? ""}
      fault={faults[`settings.${field.name}`]}
      onChange={(text) => onChange({ ...draft, [field.name]: text })}
    />
  );
  return (
    <>
      {kind.fields.filter((field) => !isOwnServer(field)).map(draw)}
      {own.length > 0 && <Unfold words={t`A server of your own`}>{own.map(draw)}</Unfold>}
    </>
  );
}

/** What only those need who run the service themselves. */
function isOwnServer({ input, is_required }: Field): boolean {
  return input.kind === "url" && !is_required;
}

function helpOf({ about, default: server }: Field): string | undefined {
  if (about) return serverWords(about);
  return server ? t`Empty: ${server}` : undefined;
}

import type { ChannelKind, ChannelSettings } from "./channel-api.ts";
import { neededInWords } from "./needed-words.ts";

/** What is typed of a channel's address, by the names of its kind's fields. */
export type SettingsDraft = Record<string, string>;
/** What is wrong, by the server's names of the fields. */
export type Faults = Record<string, string>;

export function settingsOf(kind: ChannelKind, draft: SettingsDraft): ChannelSettings {
  const told = kind.fields.map(({ name, input, is_required, default: usual }) => {
    const text = draft[name]?.trim() ?? "";
    if (input.kind === "addresses") return [name, addressesIn(text)];
    return [name, text === "" && !is_required ? usual || null : text];
  });
  // The server's types have one for each kind; here its fields are known by their names alone.
  return { kind: kind.id, ...Object.fromEntries(told) } as ChannelSettings;
}

/** What is still to be entered. The rest is the server's to judge. */
export function missingIn(kind: ChannelKind, draft: SettingsDraft): Faults {
  const missing = kind.fields.filter(
    ({ name, is_required }) => is_required && !draft[name]?.trim(),
  );
  return Object.fromEntries(
    missing.map((field) => [`settings.${field.name}`, neededInWords(field)]),
  );
}

function addressesIn(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((address) => address.trim())
    .filter(Boolean);
}

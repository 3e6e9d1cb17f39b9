import { t } from "@lingui/core/macro";
import type { ChannelKind, ChannelSettings } from "./channel-api.ts";

/** What is typed of a channel's address; a kind uses its own fields of it. */
export interface SettingsDraft {
  url: string;
  to: string;
  token: string;
  chat_id: string;
  topic: string;
  server: string;
}

export type SettingsField = keyof SettingsDraft;
/** What is wrong, by the server's names of the fields. */
export type Faults = Record<string, string>;

export const NO_SETTINGS: SettingsDraft = {
  url: "",
  to: "",
  token: "",
  chat_id: "",
  topic: "",
  server: "",
};

export const TELEGRAM_SERVER = "https://api.telegram.org";
export const NTFY_SERVER = "https://ntfy.sh";

const NEEDED: Record<ChannelKind, SettingsField[]> = {
  slack: ["url"],
  discord: ["url"],
  teams: ["url"],
  webhook: ["url"],
  email: ["to"],
  telegram: ["token", "chat_id"],
  ntfy: ["topic"],
  gotify: ["server", "token"],
};

export function settingsOf(kind: ChannelKind, draft: SettingsDraft): ChannelSettings {
  const { url, to, token, chat_id, topic, server } = trimmed(draft);
  switch (kind) {
    case "slack":
    case "discord":
    case "teams":
    case "webhook":
      return { kind, url };
    case "email":
      return { kind, to: addressesIn(to) };
    case "telegram":
      return { kind, token, chat_id, server: server || TELEGRAM_SERVER };
    case "ntfy":
      return { kind, topic, token: token || null, server: server || NTFY_SERVER };
    case "gotify":
      return { kind, server, token };
  }
}

/** What is still to be entered. The rest is the server's to judge. */
export function missingIn(kind: ChannelKind, draft: SettingsDraft): Faults {
  const given = trimmed(draft);
  const missing = NEEDED[kind].filter((field) => !given[field]);
  return Object.fromEntries(missing.map((field) => [`settings.${field}`, neededInWords(field)]));
}

function neededInWords(field: SettingsField): string {
  switch (field) {
    case "url":
      return t`The address is needed.`;
    case "to":
      return t`At least one address is needed.`;
    case "token":
      return t`The token is needed.`;
    case "chat_id":
      return t`The chat is needed.`;
    case "topic":
      return t`The topic is needed.`;
    case "server":
      return t`The address of the server is needed.`;
  }
}

function addressesIn(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((address) => address.trim())
    .filter(Boolean);
}

function trimmed(draft: SettingsDraft): SettingsDraft {
  const entries = Object.entries(draft).map(([field, text]) => [field, text.trim()]);
  return Object.fromEntries(entries) as SettingsDraft;
}

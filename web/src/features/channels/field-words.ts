import { t } from "@lingui/core/macro";
import type { ChannelKind } from "./channel-api.ts";
import { NTFY_SERVER, type SettingsField, TELEGRAM_SERVER } from "./settings-draft.ts";

export interface FieldWords {
  field: SettingsField;
  label: string;
  /** Where one finds it. */
  help: string;
  form: "line" | "lines" | "secret";
  placeholder?: string;
}

/** What is asked for a kind's address, in the order of its form. */
export function fieldsOf(kind: ChannelKind): FieldWords[] {
  switch (kind) {
    case "slack":
    case "discord":
    case "teams":
    case "webhook":
      return [{ field: "url", form: "line", ...urlWords(kind) }];
    case "email":
      return [
        {
          field: "to",
          form: "lines",
          label: t`Addresses`,
          help: t`One on each line, up to 20. The mail goes over the server’s SMTP settings.`,
          placeholder: "ops@example.com",
        },
      ];
    case "telegram":
      return [
        {
          field: "token",
          form: "secret",
          label: t`Token of the bot`,
          help: t`Write to @BotFather in Telegram: /newbot makes a bot and tells its token.`,
        },
        {
          field: "chat_id",
          form: "line",
          label: t`Chat`,
          help: t`A chat’s number, such as -1001234567890, or @channel. Add the bot there; getUpdates of the Bot API then tells the number.`,
        },
      ];
    case "ntfy":
      return [
        {
          field: "topic",
          form: "secret",
          label: t`Topic`,
          help: t`The name that you subscribe to in ntfy. Who knows it can read along, so make it hard to guess.`,
        },
        {
          field: "token",
          form: "secret",
          label: t`Access token, if the topic needs one`,
          help: t`In ntfy’s web app under Account, “Access tokens”.`,
        },
      ];
    case "gotify":
      return [
        {
          field: "server",
          form: "line",
          label: t`Address of the server`,
          help: t`The one that you open Gotify at.`,
          placeholder: "https://gotify.example.com",
        },
        {
          field: "token",
          form: "secret",
          label: t`Token of the application`,
          help: t`In Gotify under Apps: create an application, and show its token.`,
        },
      ];
  }
}

/** What only those need who run the service themselves; undefined where there is nothing. */
export function ownServerField(kind: ChannelKind): FieldWords | undefined {
  const server = kind === "telegram" ? TELEGRAM_SERVER : NTFY_SERVER;
  if (kind !== "telegram" && kind !== "ntfy") return undefined;
  return {
    field: "server",
    form: "line",
    label: t`Address of the server`,
    help: t`Empty: ${server}`,
    placeholder: server,
  };
}

type UrlKind = "slack" | "discord" | "teams" | "webhook";

function urlWords(kind: UrlKind): Pick<FieldWords, "label" | "help" | "placeholder"> {
  const label = t`Address of the webhook`;
  switch (kind) {
    case "slack":
      return {
        label,
        help: t`At api.slack.com/apps: your app, “Incoming Webhooks”, “Add New Webhook”. In Mattermost and Rocket.Chat: Integrations, “Incoming”.`,
        placeholder: "https://hooks.slack.com/services/…",
      };
    case "discord":
      return {
        label,
        help: t`In Discord: Edit Channel, “Integrations”, “Webhooks”, “New Webhook”, “Copy Webhook URL”.`,
        placeholder: "https://discord.com/api/webhooks/…",
      };
    case "teams":
      return {
        label,
        help: t`In Teams: the channel’s menu, “Workflows”, “Send webhook alerts to a channel”. Copy the address that it shows in the end.`,
        placeholder: "https://…",
      };
    case "webhook":
      return {
        label: t`Address`,
        help: t`Where your program takes POST requests. Each is signed, so that it can tell them from others.`,
        placeholder: "https://example.com/codes",
      };
  }
}

import { t } from "@lingui/core/macro";
import type { ChannelKind } from "./channel-api.ts";

/** In the order in which they are offered. */
export const KINDS: ChannelKind[] = [
  "slack",
  "discord",
  "teams",
  "email",
  "telegram",
  "ntfy",
  "gotify",
  "webhook",
];

export function kindInWords(kind: ChannelKind): string {
  switch (kind) {
    case "slack":
      return t({ message: "Slack", context: "channel" });
    case "discord":
      return t({ message: "Discord", context: "channel" });
    case "teams":
      return t({ message: "Microsoft Teams", context: "channel" });
    case "email":
      return t({ message: "E-mail", context: "channel" });
    case "telegram":
      return t({ message: "Telegram", context: "channel" });
    case "ntfy":
      return t({ message: "ntfy", context: "channel" });
    case "gotify":
      return t({ message: "Gotify", context: "channel" });
    case "webhook":
      return t({ message: "Webhook", context: "channel" });
  }
}

/** What one gets, said where a kind is chosen. */
export function kindPurpose(kind: ChannelKind): string {
  switch (kind) {
    case "slack":
      return t`Into a channel of Slack, Mattermost or Rocket.Chat.`;
    case "discord":
      return t`Into a channel of a Discord server.`;
    case "teams":
      return t`Into a channel or chat of Teams, by a workflow.`;
    case "email":
      return t`To up to 20 addresses, over the server’s mail.`;
    case "telegram":
      return t`Into a chat, by a bot of yours.`;
    case "ntfy":
      return t`To phones and computers that follow a topic.`;
    case "gotify":
      return t`To a Gotify server of your own.`;
    case "webhook":
      return t`To your own program, as signed JSON.`;
  }
}

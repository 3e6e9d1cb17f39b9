import { t } from "@lingui/core/macro";
import type { Field } from "../../ui/field-input.tsx";

/** What the server says of its kinds of channels, in the reader's language. */
const WORDS: Record<string, () => string> = {
  "E-mail": () => t({ message: "E-mail", context: "channel" }),
  "Into a channel of Slack, Mattermost or Rocket.Chat.": () =>
    t`Into a channel of Slack, Mattermost or Rocket.Chat.`,
  "Into a channel of a Discord server.": () => t`Into a channel of a Discord server.`,
  "Into a channel or chat of Teams, by a workflow.": () =>
    t`Into a channel or chat of Teams, by a workflow.`,
  "To up to 20 addresses, over the server’s mail.": () =>
    t`To up to 20 addresses, over the server’s mail.`,
  "Into a chat, by a bot of yours.": () => t`Into a chat, by a bot of yours.`,
  "To phones and computers that follow a topic.": () =>
    t`To phones and computers that follow a topic.`,
  "To a Gotify server of your own.": () => t`To a Gotify server of your own.`,
  "To your own program, as signed JSON.": () => t`To your own program, as signed JSON.`,
  "Address of the webhook": () => t`Address of the webhook`,
  "At api.slack.com/apps: your app, “Incoming Webhooks”, “Add New Webhook”. In Mattermost and Rocket.Chat: Integrations, “Incoming”.":
    () =>
      t`At api.slack.com/apps: your app, “Incoming Webhooks”, “Add New Webhook”. In Mattermost and Rocket.Chat: Integrations, “Incoming”.`,
  "In Discord: Edit Channel, “Integrations”, “Webhooks”, “New Webhook”, “Copy Webhook URL”.": () =>
    t`In Discord: Edit Channel, “Integrations”, “Webhooks”, “New Webhook”, “Copy Webhook URL”.`,
  "In Teams: the channel’s menu, “Workflows”, “Send webhook alerts to a channel”. Copy the address that it shows in the end.":
    () =>
      t`In Teams: the channel’s menu, “Workflows”, “Send webhook alerts to a channel”. Copy the address that it shows in the end.`,
  Address: () => t`Address`,
  "Where your program takes POST requests. Each is signed, so that it can tell them from others.":
    () =>
      t`The address where your program accepts POST requests. Codebell signs each request, so your program can tell real ones from fakes.`,
  Addresses: () => t`Addresses`,
  "One on each line, up to 20. The mail goes over the server’s SMTP settings.": () =>
    t`One on each line, up to 20. The mail goes over the server’s SMTP settings.`,
  "Token of the bot": () => t`Token of the bot`,
  "Write to @BotFather in Telegram: /newbot makes a bot and tells its token.": () =>
    t`Message @BotFather in Telegram: /newbot creates a bot and shows its token.`,
  Chat: () => t`Chat`,
  "A chat’s number, such as -1001234567890, or @channel. Add the bot there; getUpdates of the Bot API then tells the number.":
    () =>
      t`A chat ID, such as -1001234567890, or @channel. Add the bot to the chat, then call getUpdates in the Bot API to find its ID.`,
  Topic: () => t`Topic`,
  "The name that you subscribe to in ntfy. Who knows it can read along, so make it hard to guess.":
    () =>
      t`The topic you subscribe to in ntfy. Anyone who knows the name can read along, so make it hard to guess.`,
  "Access token, if the topic needs one": () => t`Access token, if the topic needs one`,
  "In ntfy’s web app under Account, “Access tokens”.": () =>
    t`In ntfy’s web app under Account, “Access tokens”.`,
  "Address of the server": () => t`Address of the server`,
  "The one that you open Gotify at.": () => t`The address where you open Gotify.`,
  "Token of the application": () => t`Token of the application`,
  "In Gotify under Apps: create an application, and show its token.": () =>
    t`In Gotify under Apps: create an application, and show its token.`,
};

/** Shorter than the label, which stands beside it. */
const NEEDED: Record<string, () => string> = {
  url: () => t`Enter an address.`,
  to: () => t`Enter at least one address.`,
  token: () => t`Enter a token.`,
  chat_id: () => t`Enter a chat.`,
  topic: () => t`Enter a topic.`,
  server: () => t`Enter the server address.`,
};

/** A kind that is new on the server is told in the server's own words. */
export function serverWords(words: string): string {
  return WORDS[words]?.() ?? words;
}

export function neededInWords({ name, label }: Field): string {
  const what = serverWords(label);
  return NEEDED[name]?.() ?? t`Required: ${what}.`;
}

import { expect, it } from "vitest";
import type { ChannelSettings } from "./channel-api.ts";
import { sampleKind } from "./channel-samples.ts";
import { missingIn, type SettingsDraft, settingsOf } from "./settings-draft.ts";

const typed: SettingsDraft = {
  url: " https://example.com/hook ",
  to: "a@example.com\n\n b@example.com, c@example.com",
  token: " tok ",
  chat_id: "-100 ",
  topic: "alerts",
  server: "",
};

it.each<[string, ChannelSettings]>([
  ["slack", { kind: "slack", url: "https://example.com/hook" }],
  ["discord", { kind: "discord", url: "https://example.com/hook" }],
  ["teams", { kind: "teams", url: "https://example.com/hook" }],
  ["webhook", { kind: "webhook", url: "https://example.com/hook" }],
  ["email", { kind: "email", to: ["a@example.com", "b@example.com", "c@example.com"] }],
  [
    "telegram",
    { kind: "telegram", token: "tok", chat_id: "-100", server: "https://api.telegram.org" },
  ],
  ["ntfy", { kind: "ntfy", topic: "alerts", token: "tok", server: "https://ntfy.sh" }],
])("makes of what is typed the settings of %s", (id, settings) => {
  const kind = sampleKind(id);
  expect(settingsOf(kind, typed)).toEqual(settings);
  expect(missingIn(kind, typed)).toEqual({});
});

it("sends no token of ntfy where none is entered, and keeps a server of one's own", () => {
  const draft = { ...typed, token: " ", server: "https://n.example.com" };
  expect(settingsOf(sampleKind("ntfy"), draft)).toEqual({
    kind: "ntfy",
    topic: "alerts",
    token: null,
    server: "https://n.example.com",
  });
});

it("names what is still needed", () => {
  expect(missingIn(sampleKind("gotify"), {})).toEqual({
    "settings.server": "Enter the server address.",
    "settings.token": "Enter a token.",
  });
  expect(Object.keys(missingIn(sampleKind("ntfy"), {}))).toEqual(["settings.topic"]);
  expect(Object.keys(missingIn(sampleKind("email"), { to: " " }))).toEqual(["settings.to"]);
});

import { expect, it } from "vitest";
import { type Entry, rank } from "../features/palette/ranking.ts";
import { ownPages, teamPages, watchedPages } from "./page-links.ts";
import { synonymsOf } from "./palette-synonyms.ts";

const pages: Entry[] = [
  ...watchedPages(["messages:read", "notices"]),
  ...teamPages([
    "messages:read",
    "sources:read",
    "code-rules:write",
    "sends",
    "team:write",
    "billing:read",
    "audit:read",
  ]),
  ...ownPages([]),
].map(({ to, words }) => ({ id: to, words, kind: "Page", also: synonymsOf(to), run() {} }));

it.each([
  ["otp", "Inbox"],
  ["sms", "Inbox"],
  ["phone", "Numbers"],
  ["webhook", "Sources"],
  ["twilio", "Sources"],
  ["parser", "Code rules"],
  ["pattern", "Code rules"],
  ["wrong code", "Code rules"],
  ["extraction", "Code rules"],
  ["gateway", "Sends"],
  ["statistics", "Sends"],
  ["users", "Team"],
  ["invite", "Team"],
  ["invoice", "Billing"],
  ["money", "Billing"],
  ["history", "Audit log"],
  ["passkey", "Your profile"],
  ["api key", "Your profile"],
  ["settings", "Preferences"],
  ["date format", "Preferences"],
])("leads whoever types %s to %s", (query, page) => {
  expect(rank(pages, query)[0]?.words).toBe(page);
});

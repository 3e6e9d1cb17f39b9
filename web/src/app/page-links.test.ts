import { expect, it } from "vitest";
import { ownPages, pagesFor } from "./page-links.ts";

it("offers a page only to those who may open it", () => {
  const offered = (...capabilities: Parameters<typeof pagesFor>[0]) =>
    pagesFor(capabilities).map(({ words }) => words);
  expect(offered("messages:read")).toEqual(["Inbox", "Numbers"]);
  expect(offered("audit:read")).toEqual(["Audit log"]);
  expect(offered("messages:read", "sources:read")).toEqual(["Inbox", "Numbers", "Sources"]);
  expect(offered("messages:read", "sources:read", "code-rules:write")).toEqual([
    "Inbox",
    "Numbers",
    "Sources",
    "Code rules",
  ]);
  expect(offered("messages:read", "sends")).toEqual(["Inbox", "Numbers", "Sends"]);
  expect(offered("messages:read", "team:write", "audit:read")).toEqual([
    "Inbox",
    "Numbers",
    "Team",
    "Audit log",
  ]);
});

it("gives each page keys of its own", () => {
  const all = [
    ...pagesFor([
      "messages:read",
      "sources:read",
      "code-rules:write",
      "channels:read",
      "sends",
      "team:write",
      "billing:read",
      "audit:read",
    ]),
    ...ownPages(["notices"]),
  ].map(({ keys }) => keys);
  expect(new Set(all).size).toBe(all.length);
});

import { expect, it } from "vitest";
import { firstPage, ownPages, tabPages, teamPages, watchedPages } from "./page-links.ts";

type Capabilities = Parameters<typeof teamPages>[0];

const words = (links: ReturnType<typeof teamPages>) => links.map((link) => link.words);

it("offers a page only to those who may open it", () => {
  const offered = (...capabilities: Capabilities) =>
    words([...watchedPages(capabilities), ...teamPages(capabilities)]);
  expect(offered("messages:read")).toEqual(["Inbox", "Numbers"]);
  expect(offered("audit:read")).toEqual(["Audit log"]);
  expect(offered("messages:read", "notices", "sources:read", "code-rules:write")).toEqual([
    "Inbox",
    "Notices",
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

it("lands in the inbox whoever reads messages, others on the first page that is open to them", () => {
  expect(firstPage(["audit:read", "messages:read"])?.to).toBe("/");
  expect(firstPage(["audit:read"])?.to).toBe("/audit");
  expect(firstPage([])).toBeUndefined();
});

it("gives a phone tabs of what one goes to often, and an auditor one of the log", () => {
  expect(words(tabPages(["messages:read", "notices", "team:write"]))).toEqual([
    "Inbox",
    "Numbers",
    "Notices",
  ]);
  expect(words(tabPages(["audit:read"]))).toEqual(["Audit log"]);
});

it("gives each page keys of its own", () => {
  const everything: Capabilities = [
    "messages:read",
    "notices",
    "sources:read",
    "code-rules:write",
    "channels:read",
    "sends",
    "team:write",
    "billing:read",
    "audit:read",
  ];
  const all = [...watchedPages(everything), ...teamPages(everything), ...ownPages(everything)].map(
    ({ keys }) => keys,
  );
  expect(new Set(all).size).toBe(all.length);
});

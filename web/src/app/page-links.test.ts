import { expect, it } from "vitest";
import { pagesFor } from "./page-links.ts";

it("offers a page only to those who may open it", () => {
  const offered = (...capabilities: Parameters<typeof pagesFor>[0]) =>
    pagesFor(capabilities).map(({ words }) => words);
  expect(offered("messages:read")).toEqual(["Inbox", "Numbers"]);
  expect(offered("team:write", "audit:read")).toEqual(["Inbox", "Numbers", "Team", "Audit log"]);
});

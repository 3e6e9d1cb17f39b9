import { expect, it } from "vitest";
import { scopeInWords, scopesAmong } from "./scope-words.ts";

it("offers for a key only what its maker may do", () => {
  const offered = scopesAmong(["messages:read", "messages:copy", "team:write"]);
  expect(offered.map(([scope]) => scope)).toEqual(["messages:read", "messages:copy"]);
});

it("shows a scope that it has no words for as it is", () => {
  expect(scopeInWords("team:write")).toBe("team:write");
});

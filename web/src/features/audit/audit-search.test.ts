import { expect, it } from "vitest";
import { parseAuditSearch, toAuditQuery } from "./audit-search.ts";

it("keeps what it understands of an address, and drops the rest", () => {
  expect(
    parseAuditSearch({ actor: "u1", action: " ", from: "2026-03-10", to: "soon", more: "x" }),
  ).toEqual({ actor: "u1", from: "2026-03-10" });
});

it("asks for whole days of the reader", () => {
  const { since, until } = toAuditQuery({ from: "2026-03-10", to: "2026-03-10" });
  expect(since).toBe(new Date(2026, 2, 10, 0, 0, 0, 0).toISOString());
  expect(until).toBe(new Date(2026, 2, 10, 23, 59, 59, 999).toISOString());
  expect(toAuditQuery({ action: "session." })).toEqual({ action: "session." });
});

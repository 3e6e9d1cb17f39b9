import { expect, it } from "vitest";
import { groupsOf } from "./number-groups.ts";

const names = (...labels: (string | null)[]) =>
  groupsOf(labels.map((label) => ({ label }))).map(({ name, numbers }) => [
    name,
    numbers.map(({ label }) => label),
  ]);

it("groups numbers whose labels begin alike, however the rest is set off, and leaves the others alone", () => {
  expect(
    names(
      "AWS root",
      "Stripe – EU",
      "stripe: US",
      "Bank / Ops",
      "Bank - Payroll",
      "Shop: one",
      null,
    ),
  ).toEqual([
    [undefined, ["AWS root", "Shop: one", null]],
    ["Stripe", ["Stripe – EU", "stripe: US"]],
    ["Bank", ["Bank / Ops", "Bank - Payroll"]],
  ]);
});

it("takes no hyphen within a word and no time of day for a separator", () => {
  expect(names("Follow-up", "Follow-me", "Open 9:30", "Open 9:45")).toEqual([
    [undefined, ["Follow-up", "Follow-me", "Open 9:30", "Open 9:45"]],
  ]);
});

it("has no group that is empty", () => {
  expect(names()).toEqual([]);
  expect(names("A: 1", "A: 2")).toEqual([["A", ["A: 1", "A: 2"]]]);
});

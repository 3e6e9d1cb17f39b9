import { expect, it } from "vitest";
import { countOf, isMore, less, plusOne } from "./unread-counts.ts";

const counts = {
  total: 103,
  numbers: [
    { number_id: "n1", unread: 3 },
    { number_id: "n2", unread: 100 },
  ],
};

it("counts one more, also for a number that had none", () => {
  expect(countOf(plusOne(counts, "n1"), "n1")).toBe(4);
  const more = plusOne(counts, "n3");
  expect(countOf(more, "n3")).toBe(1);
  expect(more.total).toBe(104);
});

it("stops where the server stops", () => {
  expect(countOf(plusOne(counts, "n2"), "n2")).toBe(100);
});

it("counts less for what was read, and never below nothing", () => {
  const left = less(counts, ["n1", "n1", "n1", "n1"]);
  expect(countOf(left, "n1")).toBe(0);
});

it("does not pretend to know what is left where counting had stopped", () => {
  expect(less(counts, ["n1", "n2"])).toBeUndefined();
});

it("knows that there is more where counting had stopped", () => {
  expect(isMore(counts)).toBe(true);
  expect(isMore({ total: 3, numbers: [{ number_id: "n1", unread: 3 }] })).toBe(false);
  expect(isMore(undefined)).toBe(false);
});

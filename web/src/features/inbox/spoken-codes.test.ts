import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { spokenCodes } from "./spoken-codes.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("says a code at once, and gathers those that come within the same second", () => {
  const said: string[] = [];
  const codes = spokenCodes(
    (words) => said.push(words),
    (count) => `${count} new codes`,
  );
  codes.add("first");
  expect(said).toEqual(["first"]);
  codes.add("second");
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["first", "second"]);
  for (let i = 0; i < 5; i += 1) codes.add("more");
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["first", "second", "5 new codes"]);
  vi.advanceTimersByTime(5000);
  codes.add("later");
  expect(said.at(-1)).toBe("later");
  expect(said).toHaveLength(4);
});

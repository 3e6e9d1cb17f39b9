import { expect, it } from "vitest";
import {
  ageInWords,
  dayInWords,
  expiryInWords,
  isExpired,
  isPastDay,
  lifeLeft,
} from "./time-words.ts";

const now = Date.parse("2026-03-10T12:00:00Z");
const before = (seconds: number) => new Date(now - seconds * 1000).toISOString();

it.each([
  [0, "now"],
  [-5, "now"],
  [12, "12 s ago"],
  [59, "59 s ago"],
  [60, "1 min ago"],
  [3599, "59 min ago"],
  [7200, "2 h ago"],
  [2 * 86400, "2 d ago"],
])("calls an age of %d seconds “%s”", (seconds, words) => {
  expect(ageInWords(before(seconds), now)).toBe(words);
});

it("gives the date of what is older than a week, and the year of what is from another", () => {
  expect(ageInWords("2026-02-01T12:00:00Z", now)).not.toMatch(/ago|2026/);
  expect(ageInWords("2025-02-01T12:00:00Z", now)).toMatch(/2025/);
});

it.each([
  [-252, "expires in 4:12"],
  [-9, "expires in 0:09"],
  [-3900, "expires in 1 h 5 min"],
  [0, "expired"],
  [30, "expired"],
])("says of a code that expired %d seconds ago “%s”", (seconds, words) => {
  expect(expiryInWords(before(seconds), now)).toBe(words);
});

it("says nothing of an expiry nobody knows", () => {
  expect(expiryInWords(null, now)).toBeUndefined();
  expect(isExpired(null, now)).toBe(false);
});

it("measures the life left of a code between its coming and its end", () => {
  expect(lifeLeft(before(60), before(-60), now)).toBe(0.5);
  expect(lifeLeft(before(120), before(60), now)).toBe(0);
  expect(lifeLeft(before(60), before(60), now)).toBe(0);
});

it("keeps a calendar day the same day, and past only when it is over", () => {
  expect(dayInWords("2026-03-10")).toMatch(/10/);
  const noon = new Date(2026, 2, 10, 12).getTime();
  expect(isPastDay("2026-03-10", noon)).toBe(false);
  expect(isPastDay("2026-03-09", noon)).toBe(true);
});

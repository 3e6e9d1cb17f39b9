import { expect, it } from "vitest";
import { byCountry, byDay, conversion, shareInWords, totalOf } from "./figures.ts";
import type { Figures } from "./send-api.ts";

const counts = (about: Partial<Figures>): Figures => ({
  day: null,
  country: null,
  sent: 0,
  delivered: 0,
  verified: 0,
  checkable: 0,
  median_seconds: null,
  ...about,
});
const figures = [
  counts({ sent: 9, verified: 3, checkable: 4 }),
  counts({ country: "AU", sent: 2 }),
  counts({ country: "NZ", sent: 7 }),
  counts({ day: "2026-03-09", sent: 9 }),
  counts({ day: "2026-03-09", country: "NZ", sent: 7 }),
];

it("shows each day, also those on which nothing was sent", () => {
  const days = byDay(figures, 3, Date.parse("2026-03-10T23:00:00Z"));
  expect(days.map(({ day, sent }) => [day, sent])).toEqual([
    ["2026-03-08", 0],
    ["2026-03-09", 9],
    ["2026-03-10", 0],
  ]);
});

it("puts the countries first that most was sent to", () => {
  expect(byCountry(figures).map(({ country }) => country)).toEqual(["NZ", "AU"]);
});

it("counts as conversion what was verified of what can be verified here", () => {
  expect(conversion(totalOf(figures))).toBe(0.75);
  expect(shareInWords(0.75)).toBe("75%");
  expect(shareInWords(0.013)).toBe("1.3%");
  expect(conversion(totalOf([]))).toBeUndefined();
  expect(shareInWords(undefined)).toBe("–");
});

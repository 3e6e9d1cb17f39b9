import { expect, it } from "vitest";
import { minutesInWords, spanInWords } from "./span-words.ts";

it.each([
  [-5, "0 ms"],
  [132, "132 ms"],
  [4210, "4.2 s"],
  [42_100, "42 s"],
  [180_000, "3 min"],
])("writes %i ms as %s", (ms, words) => expect(spanInWords(ms)).toBe(words));

it("writes many minutes as hours", () => {
  expect(minutesInWords(30)).toBe("30 min");
  expect(minutesInWords(1440)).toBe("24 h");
});

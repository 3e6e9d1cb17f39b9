import { expect, it } from "vitest";
import { minutesInWords, spanInWords } from "./span-words.ts";

it.each([
  [-5, "0 ms"],
  [132, "132 ms"],
  [4210, "4.2 s"],
  [42_100, "42 s"],
  [180_000, "3 min"],
])("writes %i ms as %s", (ms, words) => expect(spanInWords(ms)).toBe(words));

it("writes many minutes as hours and days", () => {
  expect(minutesInWords(30)).toBe("30 min");
  expect(minutesInWords(60)).toBe("1 h");
  expect(minutesInWords(90)).toBe("90 min");
  expect(minutesInWords(1440)).toBe("24 h");
  expect(minutesInWords(10_080)).toBe("7 d");
});

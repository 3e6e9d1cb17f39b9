import { afterEach, expect, it } from "vitest";
import { phoneInWords } from "./phone-words.ts";

afterEach(() => document.documentElement.removeAttribute("dir"));

it.each([
  ["+12025550143", "+1 202 555 0143"],
  ["+64211234567", "+64 211 234 567"],
  ["+447700900123", "+44 770 090 0123"],
  ["GOOGLE", "GOOGLE"],
  ["73981", "73981"],
])("shows %s as %s", (number, shown) => {
  expect(phoneInWords(number)).toBe(shown);
});

it("keeps the digits of a number in their order on a page that is written from the right", () => {
  document.documentElement.dir = "rtl";
  expect(phoneInWords("+12025550143")).toBe("\u2066+1 202 555 0143\u2069");
  expect(phoneInWords("GOOGLE")).toBe("GOOGLE");
});

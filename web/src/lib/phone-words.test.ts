import { expect, it } from "vitest";
import { phoneInWords } from "./phone-words.ts";

it.each([
  ["+12025550143", "+1 202 555 0143"],
  ["+64211234567", "+64 211 234 567"],
  ["+447700900123", "+44 770 090 0123"],
  ["GOOGLE", "GOOGLE"],
  ["73981", "73981"],
])("shows %s as %s", (number, shown) => {
  expect(phoneInWords(number)).toBe(shown);
});

import { expect, it } from "vitest";
import { placeOf } from "./code-place.ts";

it.each([
  ["482913", "Your code is 482913.", "482913"],
  ["771204", "Code: 771-204. Don't share it.", "771-204"],
  ["481920", "G-481 920 is your code", "481 920"],
  ["553817", "رمزك هو ٥٥٣٨١٧ لا تشاركه", "٥٥٣٨١٧"],
  ["AB12CD", "use ab12cd now", "ab12cd"],
  ["a+b(1", "type a+b(1 here", "a+b(1"],
])("finds the code %s in “%s”", (code, text, written) => {
  const place = placeOf(code, text);
  expect(place && text.slice(place.start, place.end)).toBe(written);
});

it("finds nothing where the code does not stand", () => {
  expect(placeOf("482913", "Your parcel waits at locker 12.")).toBeUndefined();
});

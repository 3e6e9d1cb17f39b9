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
  const place = placeOf({ code, body: text, code_span: null });
  expect(place && text.slice(place.start, place.end)).toBe(written);
});

it("finds nothing where the code does not stand", () => {
  const body = "Your parcel waits at locker 12.";
  expect(placeOf({ code: "482913", body, code_span: null })).toBeUndefined();
  expect(placeOf({ code: null, body, code_span: null })).toBeUndefined();
});

it("takes the place that the server counted in characters, also behind what JavaScript counts twice", () => {
  const body = "🎉🎉 482913 is your code, not 482 913";
  const place = placeOf({ code: "482913", body, code_span: { start: 28, end: 35 } });
  expect(place && body.slice(place.start, place.end)).toBe("482 913");
});

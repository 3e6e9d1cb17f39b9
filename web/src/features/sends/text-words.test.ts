import { expect, it } from "vitest";
import { lengthInWords } from "./text-words.ts";

it("says how long a text is, and what makes it dear", () => {
  expect(lengthInWords({ is_gsm7: true, parts: 1, units: 74 })).toBe("74 characters · 1 SMS");
  expect(lengthInWords({ is_gsm7: false, parts: 2, units: 81 })).toMatch(
    /^81 characters · 2 SMS · with characters outside the GSM alphabet/,
  );
});

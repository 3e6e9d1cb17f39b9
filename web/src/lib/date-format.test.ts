import { i18n } from "@lingui/core";
import { afterEach, expect, it, vi } from "vitest";
import { exactTime } from "./date-format.ts";

// Moments of the reader's own time zone, whichever the test runs in.
const afternoon = new Date(2026, 2, 9, 15, 4, 5).toISOString();
const midnight = new Date(2026, 11, 31, 0, 0, 0).toISOString();

function readIn(locale: string, ...languages: string[]) {
  i18n.loadAndActivate({ locale, messages: {} });
  vi.stubGlobal("navigator", { languages });
}

afterEach(() => {
  vi.unstubAllGlobals();
  i18n.loadAndActivate({ locale: "en", messages: {} });
});

it.each([
  ["us", "03/09/2026 03:04:05 PM", "12/31/2026 12:00:00 AM"],
  ["european", "09/03/2026 15:04:05", "31/12/2026 00:00:00"],
  ["iso", "2026-03-09 15:04:05", "2026-12-31 00:00:00"],
] as const)("writes %s the same way in every language", (format, later, earlier) => {
  for (const language of ["en", "de", "zh"]) {
    readIn(language, language);
    expect(exactTime(afternoon, format)).toBe(later);
    expect(exactTime(midnight, format)).toBe(earlier);
  }
});

it.each([
  ["en", "en-US", "03/09/2026 03:04:05 PM"],
  ["en", "en-GB", "09/03/2026 15:04:05"],
  ["de", "de-DE", "09.03.2026 15:04:05"],
  ["fr", "fr-FR", "09/03/2026 15:04:05"],
])("writes by itself as readers of %s in %s do", (language, region, written) => {
  readIn(language, "ja-JP", region);
  expect(exactTime(afternoon, "auto")).toBe(written);
});

it("writes what is no time as it is", () => {
  expect(exactTime("soon", "auto")).toBe("soon");
});

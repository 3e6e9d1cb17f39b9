import { expect, it } from "vitest";
import { isLanguage, languageIn, languages } from "./languages.ts";

it("offers each language that there is a catalog of, by its own name, English first", () => {
  expect(languages()).toEqual([
    ["en", "English"],
    ["ar", "العربية"],
    ["de", "Deutsch"],
    ["es", "Español"],
    ["fr", "Français"],
    ["zh", "中文"],
  ]);
  expect(languageIn("de", "fr")).toBe("Allemand");
  expect(["de", "pt", "", undefined].map(isLanguage)).toEqual([true, false, false, false]);
});

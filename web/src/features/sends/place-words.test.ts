import { expect, it } from "vitest";
import { countriesIn, countryInWords, languageInWords, listInWords } from "./place-words.ts";

it("names countries and languages, and shows what is none as it is", () => {
  expect(countryInWords("NZ")).toBe("New Zealand");
  expect(languageInWords("de")).toBe("German");
  expect(countryInWords("?")).toBe("?");
  expect(listInWords(["Fiji", "Samoa"])).toBe("Fiji and Samoa");
});

it("reads countries however they are parted, each once", () => {
  expect(countriesIn(" nz, AU;de NZ\nfr ")).toEqual(["NZ", "AU", "DE", "FR"]);
  expect(countriesIn("")).toEqual([]);
  expect(countriesIn("New Zealand")).toBeUndefined();
});

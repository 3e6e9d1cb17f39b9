import { formatLocale } from "../../i18n/activate.ts";

const made = new Map<string, Intl.DisplayNames>();

function names(type: "region" | "language"): Intl.DisplayNames {
  const locale = formatLocale();
  const key = `${locale} ${type}`;
  const found = made.get(key) ?? new Intl.DisplayNames(locale, { type, fallback: "code" });
  made.set(key, found);
  return found;
}

function nameOf(type: "region" | "language", code: string): string {
  try {
    return names(type).of(code) ?? code;
  } catch {
    // What is no code is shown as it is.
    return code;
  }
}

/** "New Zealand" for NZ, in the reader's language. */
export function countryInWords(country: string): string {
  return nameOf("region", country);
}

/** "German" for de. */
export function languageInWords(language: string): string {
  return nameOf("language", language);
}

export function listInWords(words: string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: "conjunction" }).format(words);
}

/** The countries that are written, however they are parted; undefined where one is none. */
export function countriesIn(text: string): string[] | undefined {
  const codes = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  return codes.every((code) => /^[A-Z]{2}$/.test(code)) ? [...new Set(codes)] : undefined;
}

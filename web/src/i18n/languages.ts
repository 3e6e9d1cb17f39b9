import type { Messages } from "@lingui/core";

/** A language's short name, as BCP 47 writes it. */
export type Language = string;

interface Texts {
  messages: Messages;
}

/**
 * The texts of each language, loaded when they are wanted: one file of `src/locales` is one language.
 * They come in two parts (texts.ts at the root of the page's code): what every visit shows, and the rest.
 */
const FIRST = import.meta.glob<Texts>("../locales/*.po", { query: "?first" });
const REST = import.meta.glob<Texts>("../locales/*.po", { query: "?rest" });

/** The language that the code itself is written in. */
export const OWN = "en";

const languageOf = (file: string): Language => file.replace(/^.*\/|\.po$/g, "");

const byLanguage = (files: Record<string, () => Promise<Texts>>) =>
  new Map(Object.entries(files).map(([file, load]) => [languageOf(file), load]));

export const CATALOGS = byLanguage(FIRST);
export const RESTS = byLanguage(REST);

/** What a language is called in a language. */
export function languageIn(language: Language, speech: Language): string {
  const name = new Intl.DisplayNames([speech], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(speech) + name.slice(1);
}

let named: (readonly [Language, string])[] | undefined;

/** The languages of the page with their names: its own first, then by the alphabet. */
export function languages() {
  // A browser takes 3 ms to find out one name: not at a start that shows none.
  named ??= [...CATALOGS.keys()]
    .sort((one, other) => Number(other === OWN) - Number(one === OWN) || (one < other ? -1 : 1))
    .map((language) => [language, languageIn(language, language)] as const);
  return named;
}

const STORED = "codebell.language";

export function isLanguage(text: string | null | undefined): text is Language {
  return text != null && CATALOGS.has(text);
}

/** The first of the reader's languages that the page has; its own where it has none of them. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (isLanguage(language)) return language;
  }
  return OWN;
}

/** What was chosen on this device, if anything was. */
export function chosenLanguage(): Language | undefined {
  try {
    const stored = localStorage.getItem(STORED);
    return isLanguage(stored) ? stored : undefined;
  } catch {
    // Storage is forbidden: the browser's own languages serve.
    return undefined;
  }
}

/** Answers whether the choice is kept, which a browser may forbid. */
export function chooseLanguage(language: Language | undefined): boolean {
  try {
    if (language) localStorage.setItem(STORED, language);
    else localStorage.removeItem(STORED);
    return true;
  } catch {
    return false;
  }
}

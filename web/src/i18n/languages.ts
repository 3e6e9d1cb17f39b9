/** The languages of the page; each is one file of `src/locales`. */
export const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  zh: "中文",
} as const;

export type Language = keyof typeof LANGUAGES;

const STORED = "codebell.language";

export function isLanguage(text: string | null | undefined): text is Language {
  return text != null && Object.hasOwn(LANGUAGES, text);
}

/** The first of the reader's languages that the page has; English where it has none of them. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (isLanguage(language)) return language;
  }
  return "en";
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

import { i18n, type Messages } from "@lingui/core";
import { bestLanguage, chosenLanguage, type Language } from "./languages.ts";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

const CATALOGS: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import("../locales/en.po"),
  de: () => import("../locales/de.po"),
  es: () => import("../locales/es.po"),
  fr: () => import("../locales/fr.po"),
  zh: () => import("../locales/zh.po"),
};

/** Loads the reader's language; from then on every text of the page is in it. */
export async function activateLanguage() {
  const language = chosenLanguage() ?? bestLanguage(navigator.languages);
  const { messages } = await CATALOGS[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/**
 * Where dates and amounts take their manner from: the reader's own region where it speaks the
 * page's language, so that English is written the British way in Britain.
 */
export function formatLocale(): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === i18n.locale);
  return own ?? i18n.locale ?? "en";
}

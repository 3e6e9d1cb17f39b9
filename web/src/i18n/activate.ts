import { i18n, type Messages } from "@lingui/core";
import { bestLanguage, CATALOGS, chosenLanguage, type Language, OWN, RESTS } from "./languages.ts";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

type Loader = (language: Language) => Promise<{ language: Language; messages: Messages }>;

const loadCatalog: Loader = async (language) => {
  const catalog = await CATALOGS.get(language)?.();
  if (!catalog) throw new TypeError(`there are no texts in ${language}`);
  return { language, messages: catalog.messages };
};

/** Right-to-left languages are written from the right; the page mirrors itself. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
}

/**
 * Loads the reader's language; from then on every text of the page is in it. One that can't be
 * loaded leaves the page in English, which the code itself is written in.
 */
export async function activateLanguage(load: Loader = loadCatalog) {
  const wanted = chosenLanguage() ?? bestLanguage(navigator.languages);
  const { language, messages } = await load(wanted)
    .catch(() => load(OWN))
    .catch(() => ({ language: OWN, messages: {} }));
  i18n.loadAndActivate({ locale: language, locales: withOwnDigits(language), messages });
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** Loads the texts of what is not shown at first. */
export async function loadRest() {
  const rest = await RESTS.get(i18n.locale)?.();
  if (rest) i18n.load(i18n.locale, rest.messages);
}

/**
 * Where dates and amounts take their manner from: the reader's own region where it speaks the
 * page's language, so that English is written the British way in Britain.
 */
export function formatLocale(): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === i18n.locale);
  return withOwnDigits(own ?? i18n.locale ?? "en");
}

/** Codes and phone numbers have our digits in every language; others beside them would not be read as one. */
function withOwnDigits(tag: string): string {
  const [language = ""] = tag.split("-");
  return RIGHT_TO_LEFT.has(language) && !tag.includes("-u-") ? `${tag}-u-nu-latn` : tag;
}

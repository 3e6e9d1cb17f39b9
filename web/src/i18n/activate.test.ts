import { i18n } from "@lingui/core";
import { afterEach, expect, it, vi } from "vitest";
import { activateLanguage, directionOf, formatLocale } from "./activate.ts";
import type { Language } from "./languages.ts";
import { bestLanguage, chooseLanguage, chosenLanguage } from "./languages.ts";

const load = vi.fn(async (language: Language) => ({ language, messages: {} }));

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
  i18n.loadAndActivate({ locale: "en", messages: {} });
  document.documentElement.removeAttribute("dir");
  document.documentElement.removeAttribute("lang");
});

it("says in the document which language it is, and which way it is written", async () => {
  chooseLanguage("de");
  await activateLanguage(load);
  expect(i18n.locale).toBe("de");
  expect(document.documentElement).toHaveAttribute("lang", "de");
  expect(document.documentElement).toHaveAttribute("dir", "ltr");
});

it("mirrors the page for a language that is written from the right", async () => {
  await activateLanguage(async () => ({ language: "ar", messages: {} }));
  expect(document.documentElement).toHaveAttribute("dir", "rtl");
  expect(["ar", "fa", "he", "ur", "de"].map(directionOf)).toEqual([
    "rtl",
    "rtl",
    "rtl",
    "rtl",
    "ltr",
  ]);
});

it("falls back to English when a language can't be loaded", async () => {
  chooseLanguage("fr");
  await activateLanguage(async (language) => {
    if (language === "fr") throw new TypeError("gone");
    return load(language);
  });
  expect(document.documentElement).toHaveAttribute("lang", "en");
});

it("shows the code's own English when nothing can be loaded at all", async () => {
  await activateLanguage(() => Promise.reject(new TypeError("gone")));
  expect(i18n.locale).toBe("en");
});

it("goes by the browser's languages where storage is forbidden", async () => {
  const forbid = () => {
    throw new DOMException("no", "SecurityError");
  };
  vi.stubGlobal("localStorage", {
    getItem: forbid,
    setItem: forbid,
    removeItem: forbid,
    clear() {},
  });
  vi.stubGlobal("navigator", { languages: ["es-MX", "en"] });
  expect(chosenLanguage()).toBeUndefined();
  expect(chooseLanguage("de")).toBe(false);
  await activateLanguage(load);
  expect(i18n.locale).toBe("es");
  expect(formatLocale()).toBe("es-MX");
});

it("takes the first of the reader's languages that it has", () => {
  expect(bestLanguage(["pt-BR", "zh-Hant-TW", "en"])).toBe("zh");
  expect(bestLanguage(["pt-BR"])).toBe("en");
});

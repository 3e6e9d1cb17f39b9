import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { createCompiledCatalog, getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import type { Plugin } from "vite";

const ROOT = import.meta.dirname;
/** What the first look takes: the page itself, and the form for those who are not signed in. */
const ENTRIES = ["src/app/main.tsx", "src/features/accounts/sign-in-page.tsx"];
const REST = "/src/i18n/rest.ts";

/** A part of a language's texts: `src/locales/de.po?first`. */
const PART = /\/src\/locales\/([\w-]+)\.po\?(first|rest)$/;
/** What a module takes along at once; types and what is asked for later do not count. */
const TAKEN = /^(?:import|export)(?!\s+type\b)[^"';]*?["'](\.[^"']+)["']/gm;

/**
 * The texts of a language in two parts: those of the modules that every visit loads, and the rest,
 * which comes with the first of the others. A module that is loaded later waits for them itself.
 */
export function texts(): Plugin {
  const config = getConfig({ cwd: ROOT });
  const first = new Set(ENTRIES.flatMap((entry) => [...reachedFrom(resolve(ROOT, entry))]));
  const isOfFirst = (file: string) => first.has(resolve(ROOT, file));
  return {
    name: "texts",
    enforce: "pre",
    async load(id) {
      const [, locale, part] = PART.exec(id) ?? [];
      if (!locale) return undefined;
      const [catalog] = await getCatalogs(config);
      const known = await catalog?.read(locale);
      if (!catalog || !known) throw new Error(`there are no texts in ${locale}`);
      this.addWatchFile(id.replace(/\?.*$/, ""));
      const { messages, missing } = await catalog.getTranslations(locale, {
        sourceLocale: config.sourceLocale,
        fallbackLocales: config.fallbackLocales,
      });
      if (missing.length > 0) throw new Error(`${locale} lacks ${missing.length} texts`);
      const wanted = Object.entries(messages).filter(([id]) => {
        const isFirst = known[id]?.origin?.some(([file]) => isOfFirst(file)) ?? true;
        return isFirst === (part === "first");
      });
      const compiled = createCompiledCatalog(locale, Object.fromEntries(wanted), {
        namespace: "es",
      });
      const [fault] = compiled.errors;
      if (fault) throw new Error(`${locale}: ${fault.id}`, { cause: fault.error });
      return { code: compiled.source, map: null, moduleType: "js" };
    },
    transform(code, id) {
      const file = id.replace(/\?.*$/, "");
      const isOurs = relative(ROOT, file).startsWith("src/") && /\.tsx?$/.test(file);
      if (!isOurs || first.has(file) || !code.includes("@lingui/core/macro")) return undefined;
      return { code: `import "${REST}";${code}`, map: null };
    },
  };
}

/** A module and those that it takes along, and so on. */
export function reachedFrom(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file) || !existsSync(file)) return known;
  known.add(file);
  for (const [, taken] of readFileSync(file, "utf8").matchAll(TAKEN)) {
    if (taken && /\.tsx?$/.test(taken)) reachedFrom(resolve(dirname(file), taken), known);
  }
  return known;
}

import { readdirSync } from "node:fs";
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** A language is added by its file. */
const LOCALES = readdirSync("src/locales").map((file) => file.replace(/\.po$/, ""));

export default defineConfig({
  sourceLocale: "en",
  locales: LOCALES,
  catalogs: [{ path: "src/locales/{locale}", include: ["src"], exclude: ["**/*.test.*"] }],
  // Line numbers would change with every edit of the code.
  format: formatter({ lineNumbers: false }),
});

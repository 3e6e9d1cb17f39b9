import { readFileSync, writeFileSync } from "node:fs";

/*
 * Writes what the server says, by the codes of its sentences, as texts of the page to be translated:
 * `npm run api`, and with --check whether that was done.
 */

const from = new URL("src/api/openapi.json", import.meta.url);
const to = new URL("src/api/sentences.gen.ts", import.meta.url);

const { "x-sentences": sentences } = JSON.parse(readFileSync(from, "utf8")) as {
  "x-sentences": Record<string, string>;
};
const lines = Object.entries(sentences).map(
  ([code, template]) =>
    `  ${JSON.stringify(code)}: msg({ message: ${JSON.stringify(template)} }),\n`,
);
const text = `/** Made by \`npm run api\` from the API's document. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What the server says, by its code. */
export const SENTENCES: Record<string, MessageDescriptor | undefined> = {
${lines.join("")}};
`;

if (!process.argv.includes("--check")) writeFileSync(to, text);
else if (readFileSync(to, "utf8") !== text) {
  throw new Error("src/api/sentences.gen.ts is stale; run: npm run api");
}

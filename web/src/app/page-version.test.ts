import { expect, it } from "vitest";
import { entryOf, isOutdated, ownEntry } from "./page-version.ts";

const page = (name: string) =>
  `<!doctype html><script src="/colour-scheme.js"></script><script type="module" crossorigin src="/assets/${name}"></script>`;
const serving =
  (text: string, status = 200) =>
  async () =>
    new Response(text, { status });

it("finds the entry script in a page's text and in the page itself", () => {
  expect(entryOf(page("index-Dx_9-aB.js"))).toBe("/assets/index-Dx_9-aB.js");
  const parsed = new DOMParser().parseFromString(page("index-Dx_9-aB.js"), "text/html");
  expect(ownEntry(parsed)).toBe("/assets/index-Dx_9-aB.js");
});

it("knows no version in development", async () => {
  const text = '<script type="module" src="/src/app/main.tsx"></script>';
  expect(ownEntry(new DOMParser().parseFromString(text, "text/html"))).toBeUndefined();
  expect(await isOutdated(undefined, serving(page("index-new.js")))).toBe(false);
});

it("is outdated when the server gives out another script, and not when it is the same", async () => {
  expect(await isOutdated("/assets/index-old.js", serving(page("index-new.js")))).toBe(true);
  expect(await isOutdated("/assets/index-old.js", serving(page("index-old.js")))).toBe(false);
});

it.each([
  ["a proxy's page", serving("<h1>Please sign in</h1>")],
  ["a failure", serving(page("index-new.js"), 502)],
  ["no answer", () => Promise.reject(new TypeError("away"))],
])("draws no conclusion from %s", async (_, answer) => {
  expect(await isOutdated("/assets/index-old.js", answer)).toBe(false);
});

import { resolve } from "node:path";
import { linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { precompress } from "./precompress.ts";
import { reachedFrom, texts } from "./texts.ts";
import { themeCss } from "./theme-css.ts";
import { codebellChangelog, codebellVersion } from "./version.ts";

const server = process.env.CODEBELL_PUBLIC_URL ?? "http://127.0.0.1:8080";

// The styles stay together, in the order in which they are imported.
const isLibrary = (id: string) => /node_modules|rolldown.runtime/.test(id) && !id.endsWith(".css");

const SIGN_IN = reachedFrom(resolve(import.meta.dirname, "src/features/accounts/sign-in-page.tsx"));

/**
 * Each file costs a phone a wait, however small. What every visit needs comes in one file of
 * libraries, which stays in the browser's cache over an upgrade, one of our own (page-version.ts
 * knows it by its name) and one of styles. What some pages share comes in one file with the first of
 * them, but for the charts, which are as large as all the rest and for one page.
 */
const pieces = [
  { name: "libraries", tags: ["$initial" as const], test: isLibrary, priority: 4 },
  { name: "index", tags: ["$initial" as const], priority: 3 },
  // With all that it takes along, and nothing of ours, which other pages have in common with it.
  { name: "charts", test: /node_modules[\\/]recharts/, priority: 2 },
  // Whoever is not signed in waits for the form and for nothing else.
  { name: "sign-in", test: (id: string) => SIGN_IN.has(id), priority: 2 },
  { name: "shared", minShareCount: 2, priority: 1 },
];

/**
 * What scripts and styles take along, they find beside themselves; the page's own addresses are from
 * the root, and src/http/assets.rs puts them below the path of the public URL.
 */
const rootedPage: Plugin = {
  name: "rooted-page",
  apply: "build",
  transformIndexHtml: { order: "post", handler: (html) => html.replaceAll('="./', '="/') },
};

export default defineConfig({
  base: "./",
  plugins: [
    texts(),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    react(),
    themeCss(),
    rootedPage,
    precompress(),
  ],
  define: {
    __CODEBELL_VERSION__: JSON.stringify(codebellVersion()),
    __CODEBELL_CHANGELOG__: JSON.stringify(codebellChangelog()),
  },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: pieces } } },
  },
  server: {
    proxy: {
      "/api": server,
      "/webhooks": server,
      "/socket.io": { target: server, ws: true },
    },
  },
});

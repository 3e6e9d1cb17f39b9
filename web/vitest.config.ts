import { globSync, readFileSync } from "node:fs";
import { linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import { defineConfig } from "vitest/config";
import { codebellChangelog, codebellVersion } from "./version.ts";

const all = globSync(["src/**/*.test.{ts,tsx}", "*.test.ts"], { cwd: import.meta.dirname });
// A module that a file mocks would stay so for the next one.
const mocking = all.filter((file) =>
  readFileSync(`${import.meta.dirname}/${file}`, "utf8").includes("vi.mock("),
);

export default defineConfig({
  plugins: [babel({ presets: [linguiTransformerBabelPreset()] })],
  define: {
    __CODEBELL_VERSION__: JSON.stringify(codebellVersion()),
    __CODEBELL_CHANGELOG__: JSON.stringify(codebellChangelog()),
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    css: false,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          include: all.filter((file) => !mocking.includes(file)),
          // A browser's world for each of 100 files takes longer than all their tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: mocking } },
    ],
  },
});

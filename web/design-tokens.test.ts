import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FILES = globSync("src/**/*.css", { cwd: import.meta.dirname });

/** What each property may say, beside nothing at all: the values of the theme (src/app/theme.ts). */
const TOKENS = [
  {
    property: /(?<=^|[;{\s])border(?:-[a-z]+)*-radius:\s*([^;}]+)/g,
    value: /^(var\(--mantine-radius-(sm|md|lg|xl|round)\)|0|inherit)$/,
  },
  {
    property: /(?<=^|[;{\s])font-weight:\s*([^;}]+)/g,
    value: /^(var\(--mantine-font-weight-(regular|medium|bold)\)|inherit)$/,
  },
  // The short form could bring a weight of its own.
  { property: /(?<=^|[;{\s])font:\s*([^;}]+)/g, value: /^inherit$/ },
];

function rawValues(css: string): string[] {
  return TOKENS.flatMap(({ property, value }) =>
    [...css.matchAll(property)]
      .filter(([, said = ""]) =>
        said
          .trim()
          .split(/\s+/)
          .some((part) => !value.test(part)),
      )
      .map(([declaration]) => declaration),
  );
}

it("takes radii and weights of letters from the theme only", () => {
  expect(FILES.length).toBeGreaterThan(50);
  const raw = FILES.flatMap((file) =>
    rawValues(readFileSync(`${import.meta.dirname}/${file}`, "utf8")).map(
      (declaration) => `${file}: ${declaration}`,
    ),
  );
  expect(raw).toEqual([]);
});

it.each([
  "a { border-radius: 7px; }",
  "a { border-radius: var(--mantine-radius-sm) 14px; }",
  "a { border-end-start-radius: 4px; }",
  "a { font-weight: 640; }",
  "a { font-weight: bold; }",
  "a { font: 640 1rem/1.4 serif; }",
])("would notice %s", (css) => {
  expect(rawValues(css)).toHaveLength(1);
});

it.each([
  "a { border-radius: var(--mantine-radius-sm) 0 0 var(--mantine-radius-lg); }",
  "a { font-weight: var(--mantine-font-weight-bold); font: inherit; }",
])("lets %s pass", (css) => {
  expect(rawValues(css)).toEqual([]);
});

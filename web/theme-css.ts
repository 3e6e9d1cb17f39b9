import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from "@mantine/core";
import type { Plugin } from "vite";
import { theme } from "./src/app/theme.ts";

const NAME = "virtual:theme.css";

// Mantine would write the theme's variables into a <style> element at run time, which the
// content security policy forbids. Writing them at build time makes them an ordinary file.
export function themeCss(): Plugin {
  return {
    name: "theme-css",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) =>
      id === `\0${NAME}`
        ? convertCssVariables(
            defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)),
            ":root",
          )
        : undefined,
  };
}

import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from "@mantine/core";

// The green of weathered bell bronze: the one accent.
const verdigris: MantineColorsTuple = [
  "#ecf8f5",
  "#d6efe9",
  "#aeded3",
  "#82ccbb",
  "#5cbda8",
  "#38a892",
  "#1d8c78",
  "#13756a",
  "#0e5e55",
  "#0a4a43",
];

const stone: MantineColorsTuple = [
  "#faf9f6",
  "#f2f1ec",
  "#e6e4dd",
  "#d6d3ca",
  "#949086",
  "#8f8b80",
  "#6b685f",
  "#55524a",
  "#3a3833",
  "#262521",
];

const night: MantineColorsTuple = [
  "#e4e8e6",
  "#c3cac7",
  "#a3ada9",
  "#8b9692",
  "#66726e",
  "#2c3633",
  "#212927",
  "#191f1e",
  "#121716",
  "#0c100f",
];

export const theme = createTheme({
  primaryColor: "verdigris",
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  colors: { verdigris, gray: stone, dark: night },
  black: "#1c1f1d",
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "Roboto Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  defaultRadius: "md",
  // Small marks, fields and buttons, cards, dialogs; `round` is for pills and dots. The page has no
  // others, nor other weights (design-tokens.test.ts). Mantine wants to know an `xs` as well.
  radius: { xs: "6px", sm: "6px", md: "10px", lg: "16px", xl: "20px", round: "999px" },
  fontWeights: { regular: "400", medium: "600", bold: "660" },
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  // Mantine settles the ink on a filled button for the light scheme and keeps it for the dark one,
  // where the accent is a pale colour; the page's own variable follows the scheme.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    const filledAccent = input.variant === "filled" && (input.color ?? "verdigris") === "verdigris";
    const grave = input.variant === "filled" && input.color === "red";
    if (grave) {
      return {
        ...colors,
        background: "var(--cb-danger)",
        hover: "var(--cb-danger-hover)",
        color: "var(--cb-on-danger)",
      };
    }
    return filledAccent ? { ...colors, color: "var(--cb-on-accent)" } : colors;
  },
  respectReducedMotion: true,
  cursorType: "pointer",
});

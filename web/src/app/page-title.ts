import { useMatches } from "@tanstack/react-router";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** What the page is called in the browser's tab. */
    title?: () => string;
  }
}

/** The name of the page that is open; undefined for the inbox, which is Codebell itself. */
export function usePageTitle(): string | undefined {
  return useMatches({ select: (matches) => matches.at(-1)?.staticData.title?.() });
}

import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { isWorthRetrying } from "../api/problem.ts";
import { session } from "../api/session.ts";
import { Announcer } from "../ui/announcer.tsx";
import { router } from "./router.tsx";
import { theme } from "./theme.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && isWorthRetrying(error),
      // A page in a local network may be "offline" and reach its server all the same.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

// What one user saw stays in no memory for the next who signs in on this page.
session.subscribe(() => {
  if (session.current().phase === "signed-out") queries.clear();
});

const colourSchemes = localStorageColorSchemeManager({ key: "codebell.colour-scheme" });

export function Providers() {
  return (
    // Variables and classes are static files (theme-css.ts): no <style> element is ever written.
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
      defaultColorScheme="auto"
      colorSchemeManager={colourSchemes}
    >
      <QueryClientProvider client={queries}>
        <Announcer>
          <RouterProvider router={router} />
        </Announcer>
      </QueryClientProvider>
    </MantineProvider>
  );
}

import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { isHeldUp, isWorthRetrying } from "../api/problem.ts";
import { refetch } from "../api/queries.ts";
import { session } from "../api/session.ts";
import { forgetMessages } from "../features/inbox/message-cache.ts";
import { forgetNumbers } from "../features/numbers/use-numbers.ts";
import { directionOf } from "../i18n/activate.ts";
import { Announcer } from "../ui/announcer.tsx";
import { router } from "./router.tsx";
import { theme } from "./theme.ts";

// The team may start to demand a second factor while this page is open: /me then says so.
function noticeHeldUp(failure: unknown) {
  if (isHeldUp(failure)) refetch(queries, "/me");
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeHeldUp }),
  mutationCache: new MutationCache({ onError: noticeHeldUp }),
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

let lastUser: string | undefined;

// What one user saw stays in no memory for the next who signs in on this page.
session.subscribe(() => {
  const state = session.current();
  const user = state.phase === "signed-in" ? state.user.id : undefined;
  if (state.phase === "signed-out" && state.ended) {
    // The page stays, with what was typed into it; what came in confidence does not.
    forgetMessages(queries);
    forgetNumbers(queries);
  } else if (state.phase === "signed-out" || (user && lastUser && user !== lastUser)) {
    queries.clear();
  }
  lastUser = user ?? lastUser;
});

const colourSchemes = localStorageColorSchemeManager({ key: "codebell.colour-scheme" });

export function Providers() {
  return (
    // The language settles the direction before anything is drawn (i18n/activate.ts).
    <DirectionProvider initialDirection={directionOf(i18n.locale)} detectDirection={false}>
      {/* Variables and classes are static files (theme-css.ts): no <style> element is ever written. */}
      <MantineProvider
        theme={theme}
        withCssVariables={false}
        withGlobalClasses={false}
        withStaticClasses={false}
        defaultColorScheme="auto"
        colorSchemeManager={colourSchemes}
      >
        <I18nProvider i18n={i18n}>
          <QueryClientProvider client={queries}>
            <Announcer>
              <RouterProvider router={router} />
            </Announcer>
          </QueryClientProvider>
        </I18nProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

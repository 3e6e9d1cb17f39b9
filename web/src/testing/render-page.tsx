import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { session } from "../api/session.ts";
import { Announcer } from "../ui/announcer.tsx";

/** Renders as the page does for someone who is signed in, without its router and live connection. */
export function renderPage(children: ReactNode) {
  session.accept({
    access_token: "token",
    token_type: "Bearer",
    expires_in: 900,
    user: { id: "u1", email: "ann@example.com", name: "Ann", role: "viewer" },
    capabilities: ["messages:read"],
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <MantineProvider env="test">
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queries}>
          <Announcer>{children}</Announcer>
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>,
  );
}

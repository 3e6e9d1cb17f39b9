import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  useNavigate,
} from "@tanstack/react-router";
import { SetupPage } from "../features/accounts/setup-page.tsx";
import { parseInboxSearch } from "../features/inbox/inbox-search.ts";
import { InboxPage } from "./inbox-page.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { Shell } from "./shell.tsx";
import { SignedIn } from "./signed-in.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: function Setup() {
    const navigate = useNavigate();
    return <SetupPage onDone={() => navigate({ to: "/", replace: true })} />;
  },
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: () => (
    <SignedIn>
      <Shell>
        <Outlet />
      </Shell>
    </SignedIn>
  ),
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  validateSearch: parseInboxSearch,
  component: function Inbox() {
    const navigate = inbox.useNavigate();
    return (
      <InboxPage
        search={inbox.useSearch()}
        onSearch={(search, replace) => navigate({ search, replace })}
      />
    );
  },
});

export const router = createRouter({
  routeTree: root.addChildren([setup, signedIn.addChildren([inbox])]),
  // Plain words in the address, not JSON: ?q=123456 stays what was typed.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ).toString();
    return text && `?${text}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

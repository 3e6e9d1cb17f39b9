import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../api/use-me.ts";
import { useSession } from "../api/use-session.ts";
import { UserMenu } from "../features/accounts/user-menu.tsx";
import { useLiveMessages } from "../features/inbox/use-live-messages.ts";
import { useLiveNumbers } from "../features/numbers/use-numbers.ts";
import { useLiveEvent } from "../realtime/use-live.tsx";
import { Wordmark } from "../ui/logo.tsx";
import { LiveLine } from "./live-line.tsx";
import { pagesFor } from "./page-links.ts";
import classes from "./shell.module.css";

const PROFILE = { to: "/profile", words: "Your profile" };

/** What stays while pages change: the header, and what keeps the caches in step with the server. */
export function Shell({ children }: { children: ReactNode }) {
  const state = useSession();
  const me = useMe();
  const wide = useMediaQuery("(min-width: 900px)", undefined, { getInitialValueInEffect: false });
  const pages = pagesFor(me.data?.capabilities ?? []);
  const cache = useQueryClient();
  useLiveMessages();
  useLiveNumbers();
  // One's role or a grant changed: every list may say something else, and what is offered as well.
  useLiveEvent("access.updated", () => cache.invalidateQueries({ queryKey: ["get"] }));

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <h1 className={classes.brand}>
          <Wordmark />
        </h1>
        {wide && (
          <nav className={classes.pages} aria-label="Pages">
            {pages.map(({ to, words }) => (
              <Link
                key={to}
                to={to}
                className={classes.page}
                activeOptions={{ exact: to === "/", includeSearch: false }}
              >
                {words}
              </Link>
            ))}
          </nav>
        )}
        <div className={classes.right}>
          <LiveLine />
          {state.phase === "signed-in" && (
            <UserMenu
              user={me.data?.user ?? state.user}
              links={wide ? [PROFILE] : [...pages, PROFILE]}
            />
          )}
        </div>
      </header>
      {children}
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { refetchAll } from "../api/queries.ts";
import { useCapabilities } from "../api/use-capability.ts";
import { useMe } from "../api/use-me.ts";
import { useSession } from "../api/use-session.ts";
import { UserMenu } from "../features/accounts/user-menu.tsx";
import { forgetMessages } from "../features/inbox/message-cache.ts";
import { useLiveMessages } from "../features/inbox/use-live-messages.ts";
import { forgetNumbers, useLiveNumbers } from "../features/numbers/use-numbers.ts";
import { useLiveEvent } from "../realtime/use-live.tsx";
import { SearchIcon } from "../ui/icons.tsx";
import { Wordmark } from "../ui/logo.tsx";
import { Attention } from "./attention.tsx";
import { AwayLine } from "./away-line.tsx";
import { useCommands } from "./commands.tsx";
import { useFocusOnNewPage } from "./focus-heading.ts";
import { LiveLine } from "./live-line.tsx";
import { ownPages, pagesFor } from "./page-links.ts";
import { RenewedLine } from "./renewed-line.tsx";
import classes from "./shell.module.css";

// Nine pages in the longest of the languages, beside a long name.
const ROOM_FOR_PAGES = "(min-width: 1360px)";

/** What stays while pages change: the header, and what keeps the caches in step with the server. */
export function Shell({ children }: { children: ReactNode }) {
  const state = useSession();
  const me = useMe();
  const wide = useMediaQuery(ROOM_FOR_PAGES, undefined, { getInitialValueInEffect: false });
  const capabilities = useCapabilities();
  const pages = pagesFor(capabilities);
  const own = ownPages(capabilities);
  const cache = useQueryClient();
  const commands = useCommands([...pages, ...own]);
  useFocusOnNewPage();
  useLiveMessages();
  useLiveNumbers();
  // One's role or a grant changed: every list may say something else, and what is offered as well.
  useLiveEvent("access.updated", () => refetchAll(cache));
  const readsMessages = capabilities.includes("messages:read");
  useEffect(() => {
    if (readsMessages) return;
    forgetMessages(cache);
    forgetNumbers(cache);
  }, [readsMessages, cache]);

  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        <Trans>Skip to the content</Trans>
      </a>
      <header className={classes.header}>
        <h1 className={classes.brand}>
          <Wordmark />
        </h1>
        {wide && (
          <nav className={classes.pages} aria-label={t`Pages`}>
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
          {readsMessages && <LiveLine />}
          {wide && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              className={classes.find}
              aria-label={t`Find anything`}
              aria-keyshortcuts="Control+K Meta+K"
              onClick={commands.find}
            >
              <SearchIcon />
            </ActionIcon>
          )}
          {state.phase === "signed-in" && (
            <UserMenu
              user={me.data?.user ?? state.user}
              links={wide ? own : [...pages, ...own]}
              actions={[
                { words: t`Find anything`, run: commands.find },
                // Where there is no room for the header there is hardly a keyboard.
                ...(wide ? [{ words: t`Keyboard shortcuts`, run: commands.showKeys }] : []),
              ]}
            />
          )}
        </div>
      </header>
      <AwayLine />
      <RenewedLine />
      <Attention />
      {children}
      {commands.dialogs}
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Link, useLocation, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useRef } from "react";
import type { User } from "../api/session.ts";
import { useCapabilities } from "../api/use-capability.ts";
import { UserMenu } from "../features/accounts/user-menu.tsx";
import { useUnread } from "../features/inbox/use-unread.ts";
import { ViewsList } from "../features/inbox/views-list.tsx";
import { RailNumbers } from "../features/numbers/rail-numbers.tsx";
import { Keys } from "../features/palette/keys.tsx";
import { SearchIcon } from "../ui/icons.tsx";
import { Wordmark } from "../ui/logo.tsx";
import { PaneBoundary } from "../ui/pane-boundary.tsx";
import link from "../ui/rail.module.css";
import { LiveLine } from "./live-line.tsx";
import { type PageLink, teamPages, watchedPages } from "./page-links.ts";
import classes from "./rail.module.css";
import { HelpLink, TeamLinks, useWaiting, WatchedLinks } from "./rail-links.tsx";

interface RailProps {
  user?: User;
  /** One's own pages, for the menu under one's name. */
  own: PageLink[];
  onFind: () => void;
  onShowKeys: () => void;
}

/** Leads everywhere, from everywhere: what there is to see to, the numbers, the views, the pages. */
export function Rail({ user, own, onFind, onShowKeys }: RailProps) {
  const capabilities = useCapabilities();
  const waiting = useWaiting();
  const readsMessages = capabilities.includes("messages:read");
  const nav = useCurrentInSight(capabilities);
  return (
    <header className={classes.rail} data-rail>
      <h1 className={classes.brand}>
        <Link to="/" className={classes.home} aria-label={t`Codebell, to the start page`}>
          <Wordmark />
        </Link>
      </h1>
      <button
        type="button"
        className={classes.find}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={onFind}
      >
        <SearchIcon />
        <span className={link.words}>{t({ message: "Search", context: "rail" })}</span>
        <span className={link.end}>
          <Keys keys="$mod+k" />
        </span>
      </button>
      <nav ref={nav} className={classes.nav} aria-label={t`Pages`}>
        <WatchedLinks pages={watchedPages(capabilities)} waiting={waiting} />
        {readsMessages && (
          <PaneBoundary name={t`Numbers`}>
            <Places />
          </PaneBoundary>
        )}
        <div className={classes.pages}>
          <TeamLinks pages={teamPages(capabilities)} waiting={waiting} />
        </div>
      </nav>
      <div className={classes.foot}>
        {readsMessages && <LiveLine />}
        <HelpLink />
        {user && (
          <UserMenu
            user={user}
            links={own}
            actions={[{ words: t`Keyboard shortcuts`, run: onShowKeys }]}
          />
        )}
      </div>
    </header>
  );
}

/** On a low screen the rail scrolls: where one is must not be what is out of sight. */
function useCurrentInSight(capabilities: string[]) {
  const nav = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    const all = nav.current;
    const show = () =>
      all?.querySelector('a[aria-current="page"]')?.scrollIntoView?.({ block: "nearest" });
    // What stands above it may still be on its way.
    const observer = new ResizeObserver(show);
    for (const part of all?.children ?? []) observer.observe(part);
    return () => observer.disconnect();
  }, [path, capabilities]);
  return nav;
}

/** The numbers and views, with what is unread. Under load that changes all the time, and can wait for the rest. */
function Places() {
  const unread = useDeferredValue(useUnread());
  const search = useSearch({ strict: false });
  return (
    <>
      <RailNumbers chosen={search.number} unread={unread} />
      <div className={classes.views}>
        <ViewsList search={search} />
      </div>
    </>
  );
}

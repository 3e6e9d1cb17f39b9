import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { User } from "../api/session.ts";
import { useCapabilities } from "../api/use-capability.ts";
import { UserMenu } from "../features/accounts/user-menu.tsx";
import { MoreIcon } from "../ui/icons.tsx";
import classes from "./bottom-tabs.module.css";
import { type PageLink, reviewPage, tabPages, teamPages } from "./page-links.ts";
import { useWaiting } from "./rail-links.tsx";

interface BottomTabsProps {
  user?: User;
  own: PageLink[];
  onFind: () => void;
}

/** The way about on a phone, in reach of the thumb: what one goes to often, and a menu of the rest. */
export function BottomTabs({ user, own, onFind }: BottomTabsProps) {
  const capabilities = useCapabilities();
  const waiting = useWaiting();
  const tabs = tabPages(capabilities);
  const others = teamPages(capabilities).filter(({ to }) => tabs.every((tab) => tab.to !== to));
  const review = reviewPage();
  const failed = waiting[review.to];
  return (
    <nav className={classes.tabs} aria-label={t`Pages`}>
      {tabs.map(({ to, words, icon: Icon }) => {
        const count = waiting[to];
        return (
          <Link
            key={to}
            to={to}
            className={classes.tab}
            activeOptions={{ exact: to === "/", includeSearch: false }}
            aria-describedby={count && `tab${to}`}
          >
            <span className={classes.icon}>
              <Icon size={22} />
              {count && (
                <span
                  className={classes.count}
                  data-tone={count.heed ? "heed" : undefined}
                  aria-hidden
                >
                  {count.count}
                </span>
              )}
            </span>
            {to === "/notices" ? t({ message: "Alerts", context: "tab" }) : words}
            {count && <VisuallyHidden id={`tab${to}`}>{count.words}</VisuallyHidden>}
          </Link>
        );
      })}
      {user && (
        <UserMenu
          user={user}
          links={[...(failed ? [review] : []), ...others, ...own]}
          actions={[{ words: t`Find anything`, run: onFind }]}
          target={
            <button type="button" className={classes.tab}>
              <span className={classes.icon}>
                <MoreIcon size={22} />
              </span>
              {t({ message: "More", context: "tab" })}
            </button>
          }
        />
      )}
    </nav>
  );
}

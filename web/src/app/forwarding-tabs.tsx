import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import classes from "./forwarding-tabs.module.css";

/** The three pages of forwarding: where to, by which rules, and what became of it. */
export function ForwardingTabs() {
  const tabs = [
    { to: "/forwarding", words: t`Channels` },
    { to: "/forwarding/rules", words: t({ message: "Rules", context: "forwarding" }) },
    { to: "/forwarding/deliveries", words: t`Deliveries` },
  ];
  return (
    <nav className={classes.tabs} aria-label={t`Forwarding`}>
      {tabs.map(({ to, words }) => (
        <Link
          key={to}
          to={to}
          className={classes.tab}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {words}
        </Link>
      ))}
    </nav>
  );
}

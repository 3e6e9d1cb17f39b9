import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import classes from "./forwarding-tabs.module.css";

/** What was sent, over what, how well, within which limits, and which numbers are tested. */
export function SendsTabs() {
  const tabs = [
    { to: "/sends", words: t({ message: "Log", context: "sends" }) },
    { to: "/sends/gateways", words: t`Gateways` },
    { to: "/sends/figures", words: t`Figures` },
    { to: "/sends/settings", words: t`Limits and texts` },
    { to: "/sends/numbers", words: t`Tested numbers` },
  ];
  const nav = useRef<HTMLElement>(null);

  // On a phone not all fit: the one that is open must be among those that are seen.
  useEffect(() => {
    const open = nav.current?.querySelector('[aria-current="page"]');
    open?.scrollIntoView({ inline: "center", block: "nearest" });
  }, []);

  return (
    <nav ref={nav} className={classes.tabs} aria-label={t`Sends`}>
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

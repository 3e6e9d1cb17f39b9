import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import classes from "./page-tabs.module.css";

interface PageTabsProps {
  label: string;
  tabs: { to: string; words: string }[];
}

/** Leads from one to another of the pages that belong together. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  const nav = useRef<HTMLElement>(null);

  // On a phone not all fit: the one that is open must be among those that are seen.
  useEffect(() => {
    const open = nav.current?.querySelector('[aria-current="page"]');
    open?.scrollIntoView({ inline: "center", block: "nearest" });
  }, []);

  return (
    <nav ref={nav} className={classes.tabs} aria-label={label}>
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

import { t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useCapability } from "../api/use-capability.ts";
import { useReviewCount } from "../features/deliveries/use-review-count.ts";
import { useUnread } from "../features/inbox/use-unread.ts";
import { useOpenNotices } from "../features/notices/use-notices.ts";
import { useNumbers } from "../features/numbers/use-numbers.ts";
import { HelpIcon } from "../ui/icons.tsx";
import link from "../ui/rail.module.css";
import { type PageLink, reviewPage } from "./page-links.ts";

/** Something that waits at a page: as it is shown, and as it is said. */
interface Waiting {
  count: string;
  words: string;
  /** It wants to be seen to. */
  heed?: boolean;
}

interface RailLinkProps {
  page: Pick<PageLink, "to" | "words" | "icon">;
  search?: Record<string, string>;
  waiting?: Waiting;
}

/** A page in the rail: a picture, its name, and what waits there. */
export function RailLink({ page: { to, words, icon: Icon }, search, waiting }: RailLinkProps) {
  const id = useId();
  return (
    <>
      <Link
        to={to}
        search={search}
        className={link.link}
        title={words}
        activeOptions={{ exact: to === "/", includeSearch: search !== undefined }}
        aria-describedby={waiting && id}
      >
        <span className={link.icon}>
          <Icon />
        </span>
        <span className={link.words}>{words}</span>
        {waiting && (
          <span className={link.count} data-tone={waiting.heed ? "heed" : undefined} aria-hidden>
            {waiting.count}
          </span>
        )}
      </Link>
      {waiting && <VisuallyHidden id={id}>{waiting.words}</VisuallyHidden>}
    </>
  );
}

interface LinksProps {
  pages: PageLink[];
  /** By the page where one sees to it. */
  waiting: Record<string, Waiting | undefined>;
}

/** What the team shares and sets up. */
export function TeamLinks({ pages, waiting }: LinksProps) {
  return (
    <ul className={link.list}>
      {pages.map((page) => (
        <li key={page.to}>
          <RailLink page={page} waiting={waiting[page.to]} />
        </li>
      ))}
    </ul>
  );
}

/** The inbox, what failed, and what was noticed: each with how much of it waits. */
export function WatchedLinks({ pages, waiting }: LinksProps) {
  const reviews = useCapability("channels:read");
  const review = reviewPage();
  return (
    <ul className={link.list}>
      {pages.map((page) => (
        <li key={page.to} data-page={page.to}>
          <RailLink page={page} waiting={waiting[page.to]} />
        </li>
      ))}
      {reviews && (
        <li>
          <RailLink page={review} search={{ review: "true" }} waiting={waiting[review.to]} />
        </li>
      )}
    </ul>
  );
}

/** What waits, by the page where one sees to it. */
export function useWaiting(): Record<string, Waiting | undefined> {
  const { total, isMore: isMoreUnread } = useUnread();
  const { data: notices } = useOpenNotices(useCapability("notices"));
  const { count, isMore } = useReviewCount(useCapability("channels:read"));
  const { data: numbers } = useNumbers();
  const opens = useCapability("numbers:write");
  const unopened = opens ? (numbers?.filter(({ access }) => access === "new").length ?? 0) : 0;
  const open = notices?.data.length ?? 0;
  const unread = isMoreUnread ? `${total}+` : String(total);
  const failed = isMore ? `${count}+` : String(count);
  const noticed = notices?.next_cursor ? `${open}+` : String(open);
  return {
    "/": total > 0 ? { count: unread, words: t`${unread} unread` } : undefined,
    "/numbers":
      unopened > 0 ? { count: String(unopened), words: t`${unopened} new`, heed: true } : undefined,
    "/notices": open > 0 ? { count: noticed, words: t`${noticed} open`, heed: true } : undefined,
    "/forwarding/deliveries":
      count > 0 ? { count: failed, words: t`${failed} failed`, heed: true } : undefined,
  };
}

export function HelpLink() {
  return <RailLink page={{ to: "/help", words: t`Help`, icon: HelpIcon }} />;
}

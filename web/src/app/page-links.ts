import { t } from "@lingui/core/macro";
import type { ComponentType } from "react";
import type { Capability } from "../api/use-capability.ts";
import {
  AuditIcon,
  BellIcon,
  BillingIcon,
  CodeRulesIcon,
  ForwardingIcon,
  HelpIcon,
  InboxIcon,
  NumbersIcon,
  PreferencesIcon,
  ReviewIcon,
  SendsIcon,
  SourcesIcon,
  TeamIcon,
  UserIcon,
} from "../ui/icons.tsx";

export interface PageLink {
  to: string;
  words: string;
  icon: ComponentType<{ size?: number }>;
  /** What leads there on the keyboard. */
  keys: string;
  /** Who is offered it; everybody where none is named. */
  needs?: Capability;
}

const inbox = (): PageLink => ({
  to: "/",
  words: t`Inbox`,
  icon: InboxIcon,
  keys: "g i",
  needs: "messages:read",
});

const notices = (): PageLink => ({
  to: "/notices",
  words: t`Notices`,
  icon: BellIcon,
  keys: "g e",
  needs: "notices",
});

const numbers = (): PageLink => ({
  to: "/numbers",
  words: t`Numbers`,
  icon: NumbersIcon,
  keys: "g n",
  needs: "messages:read",
});

const pages = (): PageLink[] => [
  numbers(),
  {
    to: "/sources",
    words: t`Sources`,
    icon: SourcesIcon,
    keys: "g s",
    needs: "sources:read",
  },
  {
    to: "/code-rules",
    words: t({ message: "Code rules", context: "menu" }),
    icon: CodeRulesIcon,
    keys: "g c",
    needs: "code-rules:write",
  },
  {
    to: "/forwarding",
    words: t`Forwarding`,
    icon: ForwardingIcon,
    keys: "g f",
    needs: "channels:read",
  },
  { to: "/sends", words: t`Sends`, icon: SendsIcon, keys: "g o", needs: "sends" },
  { to: "/team", words: t`Team`, icon: TeamIcon, keys: "g t", needs: "team:write" },
  { to: "/billing", words: t`Billing`, icon: BillingIcon, keys: "g b", needs: "billing:read" },
  { to: "/audit", words: t`Audit log`, icon: AuditIcon, keys: "g a", needs: "audit:read" },
];

const own = (): PageLink[] => [
  { to: "/profile", words: t`Your profile`, icon: UserIcon, keys: "g p" },
  { to: "/preferences", words: t`Preferences`, icon: PreferencesIcon, keys: "g ," },
  { to: "/help", words: t`Help`, icon: HelpIcon, keys: "g h" },
];

/** Failed deliveries that nobody has looked at, for whoever may see deliveries. */
export const reviewPage = (): Pick<PageLink, "to" | "words" | "icon"> => ({
  to: "/forwarding/deliveries",
  words: t`Needs review`,
  icon: ReviewIcon,
});

const open = (links: PageLink[], capabilities: readonly Capability[]) =>
  links.filter(({ needs }) => !needs || capabilities.includes(needs));

/** What there is to see to: it comes first. */
export function watchedPages(capabilities: readonly Capability[]): PageLink[] {
  return open([inbox(), notices()], capabilities);
}

/** What the team shares and sets up. */
export function teamPages(capabilities: readonly Capability[]): PageLink[] {
  return open(pages(), capabilities);
}

/** One's own pages, and help. */
export function ownPages(capabilities: readonly Capability[]): PageLink[] {
  return open(own(), capabilities);
}

/** Where one lands: the first page that is open to one. */
export function firstPage(capabilities: readonly Capability[]): PageLink | undefined {
  return [...watchedPages(capabilities), ...teamPages(capabilities)][0];
}

/** The pages with a tab of their own on a phone. */
export function tabPages(capabilities: readonly Capability[]): PageLink[] {
  const tabs = open([inbox(), numbers(), notices()], capabilities);
  return tabs.length > 0 ? tabs : teamPages(capabilities).slice(0, 2);
}

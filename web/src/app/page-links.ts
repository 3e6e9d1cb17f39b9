import { t } from "@lingui/core/macro";
import type { Capability } from "../api/use-capability.ts";

export interface PageLink {
  to: string;
  words: string;
  /** What leads there on the keyboard. */
  keys: string;
  /** Who is offered it; everybody where none is named. */
  needs?: Capability;
}

const pages = (): PageLink[] => [
  { to: "/", words: t`Inbox`, keys: "g i", needs: "messages:read" },
  { to: "/numbers", words: t`Numbers`, keys: "g n", needs: "messages:read" },
  { to: "/sources", words: t`Sources`, keys: "g s", needs: "sources:read" },
  {
    to: "/code-rules",
    words: t({ message: "Code rules", context: "menu" }),
    keys: "g c",
    needs: "code-rules:write",
  },
  { to: "/forwarding", words: t`Forwarding`, keys: "g f", needs: "channels:read" },
  { to: "/sends", words: t`Sends`, keys: "g o", needs: "sends" },
  { to: "/team", words: t`Team`, keys: "g t", needs: "team:write" },
  { to: "/billing", words: t`Billing`, keys: "g b", needs: "billing:read" },
  { to: "/audit", words: t`Audit log`, keys: "g a", needs: "audit:read" },
];

const own = (): PageLink[] => [
  { to: "/notices", words: t`Notices`, keys: "g e", needs: "notices" },
  { to: "/profile", words: t`Your profile`, keys: "g p" },
  { to: "/preferences", words: t`Preferences`, keys: "g ," },
];

const open = (links: PageLink[], capabilities: Capability[]) =>
  links.filter(({ needs }) => !needs || capabilities.includes(needs));

/** What the team shares, for the header. The first is where one lands. */
export function pagesFor(capabilities: Capability[]): PageLink[] {
  return open(pages(), capabilities);
}

/** One's own pages, for the menu under one's name. */
export function ownPages(capabilities: Capability[]): PageLink[] {
  return open(own(), capabilities);
}

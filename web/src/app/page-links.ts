import type { Capability } from "../api/use-capability.ts";

interface PageLink {
  to: string;
  words: string;
  /** Who is offered it; everybody where none is named. */
  needs?: Capability;
}

const PAGES: PageLink[] = [
  { to: "/", words: "Inbox" },
  { to: "/numbers", words: "Numbers" },
  { to: "/team", words: "Team", needs: "team:write" },
  { to: "/billing", words: "Billing", needs: "billing:read" },
  { to: "/audit", words: "Audit log", needs: "audit:read" },
];

export function pagesFor(capabilities: Capability[]): PageLink[] {
  return PAGES.filter(({ needs }) => !needs || capabilities.includes(needs));
}

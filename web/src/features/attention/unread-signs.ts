import { below } from "../../lib/base.ts";

const MOST = 999;
const PLAIN_ICON = below("/favicon.svg");
const UNREAD_ICON = below("/favicon-unread.svg");

/** "(3) Team – Codebell": what waits first, because a narrow tab shows no more than that. */
export function titleOf(page: string | undefined, unread: number): string {
  const name = page ? `${page} – Codebell` : "Codebell";
  if (unread === 0) return name;
  return `(${unread > MOST ? `${MOST}+` : unread}) ${name}`;
}

/** Marks the tab's icon, and the app's own where the page is installed as one. */
export function showUnread(unread: number) {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const wanted = unread > 0 ? UNREAD_ICON : PLAIN_ICON;
  if (icon && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  // Refused where the page is not installed: then there is nothing to mark.
  if (unread > 0) navigator.setAppBadge?.(unread).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
}

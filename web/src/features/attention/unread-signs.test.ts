import { afterEach, expect, it, vi } from "vitest";
import { showUnread, titleOf } from "./unread-signs.ts";

afterEach(() => {
  document.head.replaceChildren();
  vi.unstubAllGlobals();
});

it.each([
  [undefined, 0, "Codebell"],
  [undefined, 3, "(3) Codebell"],
  ["Team", 0, "Team – Codebell"],
  ["Team", 99, "(99) Team – Codebell"],
  ["Team", 100, "(100) Team – Codebell"],
  ["Team", 1000, "(999+) Team – Codebell"],
] as const)("says in the title of %s with %i unread: %s", (page, unread, title) => {
  expect(titleOf(page, unread)).toBe(title);
});

it("marks the icons while something is unread, and takes the mark away", () => {
  const badge = { setAppBadge: vi.fn(async () => {}), clearAppBadge: vi.fn(async () => {}) };
  vi.stubGlobal("navigator", badge);
  const link = document.createElement("link");
  link.rel = "icon";
  document.head.append(link);
  showUnread(2);
  expect(link.getAttribute("href")).toBe("/favicon-unread.svg");
  expect(badge.setAppBadge).toHaveBeenCalledWith(2);
  showUnread(0);
  expect(link.getAttribute("href")).toBe("/favicon.svg");
  expect(badge.clearAppBadge).toHaveBeenCalledOnce();
});

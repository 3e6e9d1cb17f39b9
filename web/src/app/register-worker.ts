import { below } from "../lib/base.ts";

/**
 * The service worker shows a page of its own while the server is away, and notifications on phones.
 * Only of a build: in development it would stand between the page and Vite.
 */
export function registerWorker() {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // After the page itself: it must not take the line from what the page needs first.
  const register = () => navigator.serviceWorker.register(below("/sw.js")).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

import type { Message } from "../../api/client.ts";
import { below } from "../../lib/base.ts";
import { notificationWords } from "./notification-words.ts";
import { inOneTab, isLookedAt } from "./one-tab.ts";

const HOLD_MS = 3000;
const ICON = below("/icon-192.png");

const shown = new Set<Notification>();

/** Shows a message to someone who looks elsewhere; in one tab only. */
export async function notify(message: Message, withCode: boolean, open: (id: string) => void) {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  if (await isLookedAt()) return;
  await inOneTab(`notify-${message.id}`, HOLD_MS, () => show(message, withCode, open));
}

async function show(message: Message, withCode: boolean, open: (id: string) => void) {
  const { title, body } = notificationWords(message, withCode);
  const options = { body, icon: ICON, tag: message.id, data: { message: message.id } };
  try {
    const notification = new Notification(title, options);
    shown.add(notification);
    notification.onclose = () => shown.delete(notification);
    notification.onclick = () => {
      window.focus();
      open(message.id);
      notification.close();
    };
  } catch {
    // Phones allow them only from a service worker, which also hears the click (public/sw.js).
    const worker = await navigator.serviceWorker?.getRegistration();
    await worker?.showNotification(title, options);
  }
}

/** Who looks at the page needs them no more. */
export function clearNotifications() {
  for (const notification of shown) notification.close();
  shown.clear();
}

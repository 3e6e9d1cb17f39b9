// Shows a page of its own while Codebell can't be reached, and hears clicks on notifications.
// It keeps nothing else: what is secret stays on the server, and what is old is not shown.
// Where Codebell stands at its server: "/", or a path of its own.
const BASE = new URL(self.registration.scope).pathname;
const OFFLINE = `${BASE}offline.html`;
const KEPT = "codebell-offline-2";
const PIECES = [
  OFFLINE,
  ...["offline.css", "offline.js", "favicon.svg"].map((name) => BASE + name),
];
const LEFT_ALONE = /^(api|socket\.io|webhooks)(\/|$)/;

self.addEventListener("install", (event) => {
  const fetched = PIECES.map((path) => new Request(path, { cache: "reload" }));
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(fetched)));
  self.skipWaiting();
});

async function dropOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("codebell-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("activate", (event) => event.waitUntil(dropOld()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin !== self.location.origin || LEFT_ALONE.test(pathname.slice(BASE.length))) return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (PIECES.includes(pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(pathname)));
  }
});

async function open(message) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [page] = pages;
  if (!page) return self.clients.openWindow(`${BASE}?message=${encodeURIComponent(message)}`);
  page.postMessage({ openMessage: message });
  return page.focus();
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.message));
});

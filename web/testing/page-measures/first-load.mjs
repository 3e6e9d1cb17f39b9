import { setTimeout as wait } from "node:timers/promises";
import { devices } from "@playwright/test";
import { launch, signIn } from "./inbox.mjs";

const MESSAGES = 50;
const SETTLED_MS = 3000;
const UNTOUCHED_MS = 1000;

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: devices["Pixel 7"],
};

/** What the inbox loads when it is opened, and how far its parts are moved until it is at rest. */
export async function firstLoad(server) {
  await server.fill(MESSAGES);
  const browser = await launch();
  const figures = {};
  const lines = [];
  for (const [device, settings] of Object.entries(DEVICES)) {
    const context = await browser.newContext({ ...settings, serviceWorkers: "block" });
    const page = await context.newPage();
    await page.goto(server.url);
    await signIn(page);
    // A browser does not count what moves right after a click.
    await wait(UNTOUCHED_MS);
    const loaded = await reload(page);
    const shift = await page.evaluate(() => window.layoutShift);
    figures[`layout shift, ${device}`] = Number(shift.toFixed(3));
    if (device === "desktop") {
      const twice = loaded.asked.filter((one, at) => loaded.asked.indexOf(one) !== at);
      figures["first load, files"] = loaded.files.length;
      figures["first load, KB"] = Math.round(loaded.bytes / 1024);
      figures["first load, asked for twice"] = twice.length;
      lines.push(
        `first load: ${loaded.files.length} files ${figures["first load, KB"]} KB as sent; asked of the API: ${loaded.asked.join(", ")}; twice: ${twice.join(", ") || "nothing"}`,
      );
    }
    lines.push(`layout shift, ${device}: ${shift.toFixed(3)}`);
    await context.close();
  }
  await browser.close();
  return { words: lines.join("\n"), figures };
}

/** Loads the page as a browser without a cache, and waits until it is at rest. */
async function reload(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const paths = new Map();
  const files = new Set();
  const asked = [];
  let bytes = 0;
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => {
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith("/api/")) {
      asked.push(`${request.method} ${pathname.replace("/api/v1", "")}${search}`);
    }
    if (!/^\/(api|socket\.io)\//.test(pathname)) {
      paths.set(requestId, pathname);
    }
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId);
    if (!path) return;
    files.add(path);
    if (/\.(js|css)$/.test(path)) bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((entries) => {
      for (const { hadRecentInput, value } of entries.getEntries()) {
        if (!hadRecentInput) window.layoutShift += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload();
  await page.locator("[data-message]").first().waitFor();
  // What comes after this nobody waits for.
  const loaded = { files: [...files], bytes };
  await wait(SETTLED_MS);
  return { ...loaded, asked };
}

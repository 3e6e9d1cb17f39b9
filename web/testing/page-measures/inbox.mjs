import { chromium } from "@playwright/test";
import { chromium as executable } from "../../e2e/chromium.ts";
import { OWNER } from "./server.mjs";

export function launch() {
  return chromium.launch({ executablePath: executable() });
}

/** The Owner's inbox in a window of its own, so that no page is slowed down as a hidden one. */
export async function openInbox(browser, server) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(server.url);
  await signIn(page);
  return page;
}

export async function signIn(page) {
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Live", { exact: true }).waitFor();
  // Where the button was the list is now, which keeps still under the pointer.
  await page.mouse.move(0, 0);
}

/** Has the page note when each mark was painted: at the end of the frame that drew it. */
export function watchMarks(page) {
  return page.evaluate(() => {
    const seen = new Map();
    window.paintedAt = seen;
    function look(records) {
      const fresh = [];
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          for (const [mark] of (node.textContent ?? "").matchAll(/REF\d+X/g)) {
            if (seen.has(mark)) continue;
            seen.set(mark, Number.NaN);
            fresh.push(mark);
          }
        }
      }
      if (fresh.length === 0) return;
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        // A task that follows the frame callbacks runs once the frame has been drawn.
        after.port1.onmessage = () => {
          for (const mark of fresh) seen.set(mark, Date.now());
        };
        after.port2.postMessage(null);
      });
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
}

export async function paintedAt(page) {
  return new Map(await page.evaluate(() => [...window.paintedAt]));
}

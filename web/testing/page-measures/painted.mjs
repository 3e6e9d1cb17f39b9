import { setTimeout as wait } from "node:timers/promises";
import { launch, openInbox, paintedAt, watchMarks } from "./inbox.mjs";
import { A_SECOND } from "./server.mjs";

const PAGES = Number(process.env.PAGES ?? 20);
const SECONDS = 30;

/** Webhook posted → row painted, in every one of 20 open pages. */
export async function painted(server) {
  const browser = await launch();
  const pages = [];
  while (pages.length < PAGES) pages.push(await openInbox(browser, server));
  await server.postFor(5);
  for (const page of pages) await watchMarks(page);
  const posts = await server.postFor(SECONDS);
  await wait(2000);
  const waits = [];
  let missed = 0;
  for (const page of pages) {
    const seen = await paintedAt(page);
    for (const { mark, at } of posts) {
      // A mark whose frame was not drawn yet has no time.
      if (seen.get(mark) > 0) waits.push(seen.get(mark) - at);
      else missed += 1;
    }
  }
  await browser.close();
  waits.sort((a, b) => a - b);
  const share = (part) => waits[Math.min(waits.length - 1, Math.floor(waits.length * part))];
  return `webhook posted → painted, ${PAGES} pages, ${A_SECOND} messages/s: median ${share(0.5)} ms, p95 ${share(0.95)} ms (${share(0)}–${share(1)}), ${missed} of ${posts.length * PAGES} never painted`;
}

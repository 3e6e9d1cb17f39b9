import { setTimeout as wait } from "node:timers/promises";
import { launch, openInbox, paintedAt, watchMarks } from "./inbox.mjs";
import { A_SECOND } from "./server.mjs";

const PAGES = Number(process.env.PAGES ?? 3);
const SECONDS = 30;

/** Webhook posted → row painted, in every one of some open pages, and what a message costs each. */
export async function painted(server) {
  const browser = await launch();
  const pages = [];
  while (pages.length < PAGES) pages.push(await openInbox(browser, server));
  await server.postFor(5);
  for (const page of pages) await watchMarks(page);
  const meters = await Promise.all(pages.map(meterScript));
  const before = await Promise.all(meters.map((scriptMs) => scriptMs()));
  const posts = await server.postFor(SECONDS);
  await wait(2000);
  const after = await Promise.all(meters.map((scriptMs) => scriptMs()));
  const scripts = after.map((ms, page) => (ms - before[page]) / posts.length);
  const script = Number(Math.max(...scripts).toFixed(2));
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
  const words = `webhook posted → painted, ${PAGES} pages, ${A_SECOND} messages/s: median ${share(0.5)} ms, p95 ${share(0.95)} ms (${share(0)}–${share(1)}), ${missed} of ${posts.length * PAGES} never painted; ${script} ms of script a message`;
  return {
    words,
    figures: {
      "painted, p95 ms": share(0.95),
      "painted, never": missed,
      "painted, ms of script a message": script,
    },
  };
}

/** Answers how long a page's scripts have run since it was called: the browser counts while somebody asks. */
async function meterScript(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  return async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "ScriptDuration").value;
  };
}

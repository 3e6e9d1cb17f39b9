import { setTimeout as wait } from "node:timers/promises";
import { launch, openInbox, paintedAt, watchMarks } from "./inbox.mjs";
import { A_SECOND } from "./server.mjs";

const MINUTES = 10;

/** The heap of a page that stays open under load, and whether it shows every message. */
export async function heap(server) {
  const browser = await launch();
  const page = await openInbox(browser, server);
  await watchMarks(page);
  const devtools = await page.context().newCDPSession(page);
  const samples = [];
  async function sample() {
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    samples.push((usedSize / 2 ** 20).toFixed(1));
  }
  const posts = await server.postFor(MINUTES * 60, async (n) => {
    if (n % (60 * A_SECOND) === 0) await sample();
  });
  await wait(2000);
  await sample();
  const seen = await paintedAt(page);
  const missed = posts.filter(({ mark }) => !seen.has(mark)).length;
  await browser.close();
  const words = `${MINUTES} minutes at ${A_SECOND} messages/s: heap after collection ${samples.join(", ")} MiB, a sample a minute; ${missed} of ${posts.length} never shown`;
  return { words, figures: {} };
}

import { launch, openInbox } from "./inbox.mjs";

const MESSAGES = Number(process.env.MESSAGES ?? 100_000);

/** Two thirds of a screen a frame: as fast as the list can be turned with each row still drawn. */
const STEP = 600;

/** The longest task while the wheel is turned through 100,000 messages. */
export async function scroll(server) {
  await server.fill(MESSAGES);
  const browser = await launch();
  const page = await openInbox(browser, server);
  const list = page.getByRole("list", { name: "Messages" });
  await list.locator("[data-message]").first().waitFor();
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) window.longTasks.push(duration);
    }).observe({ type: "longtask" });
  });
  await list.hover({ position: { x: 100, y: 100 } });
  const start = performance.now();
  let at = 0;
  while (at < MESSAGES) {
    await page.mouse.wheel(0, STEP);
    at = await list.evaluate(async (ul) => {
      await new Promise(requestAnimationFrame);
      return Number([...ul.querySelectorAll("[aria-posinset]")].at(-1)?.ariaPosInSet ?? 0);
    });
  }
  const seconds = (performance.now() - start) / 1000;
  const tasks = await page.evaluate(() => window.longTasks);
  await browser.close();
  const words =
    tasks.length === 0
      ? "no task longer than 50 ms"
      : `${tasks.length} tasks longer than 50 ms, the longest ${Math.max(...tasks).toFixed(0)} ms`;
  return {
    words: `scrolled through ${at} messages in ${seconds.toFixed(0)} s: ${words}`,
    figures: { "scroll, tasks over 50 ms": tasks.length },
  };
}

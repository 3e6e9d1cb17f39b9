import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";
import { chromium as executable } from "../../e2e/chromium.ts";
import { signIn } from "./inbox.mjs";

const FOLDER = resolve(import.meta.dirname, "../../../.tools/lighthouse/node_modules/lighthouse");
const PORT = 9333;
const RUNS = 3;

const performanceOf = (lhr) => lhr.categories.performance.score ?? 0;

/** Lighthouse's scores of the sign-in form and of an inbox with messages, each on desktop and phone. */
export async function lighthouse(server) {
  await server.fill(50);
  const { default: audit, desktopConfig } = await import(join(FOLDER, "core/index.js"));
  const profile = await mkdtemp(join(tmpdir(), "cb-profile-"));
  // Started anew for each run: where it attaches, DevTools goes through all that earlier pages left in
  // the browser's memory, and Lighthouse would count that time as the page's.
  const inBrowser = async (act) => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: executable(),
      args: [`--remote-debugging-port=${PORT}`],
    });
    try {
      return await act(context);
    } finally {
      await context.close();
    }
  };
  const lines = [];
  const figures = {};
  for (const what of ["sign-in form", "inbox"]) {
    if (what === "inbox") {
      await inBrowser(async (context) => {
        const page = await context.newPage();
        await page.goto(server.url);
        await signIn(page);
      });
    }
    for (const [device, config] of [
      ["desktop", desktopConfig],
      ["phone", undefined],
    ]) {
      const runs = [];
      while (runs.length < RUNS) {
        const options = { port: PORT, disableStorageReset: true };
        runs.push(await inBrowser(() => audit(server.url, options, config)));
      }
      // The middle one: a machine that also runs the server and Lighthouse is not equally fast each time.
      runs.sort((a, b) => performanceOf(a.lhr) - performanceOf(b.lhr));
      const { lhr } = runs[Math.floor(RUNS / 2)];
      const scores = Object.values(lhr.categories).map(
        ({ title, score }) => `${title} ${Math.round((score ?? 0) * 100)}`,
      );
      for (const { title, score } of Object.values(lhr.categories)) {
        figures[`${what}, ${device}, ${title}`] = Math.round((score ?? 0) * 100);
      }
      const low = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 0.9);
      const all = runs.map(({ lhr: one }) => Math.round(performanceOf(one) * 100)).join(", ");
      lines.push(
        `Lighthouse ${lhr.lighthouseVersion}, ${what}, ${device}: ${scores.join(", ")} (performance of ${RUNS} runs: ${all}); below 0.9: ${low.map(({ id }) => id).join(", ") || "nothing"}`,
      );
    }
  }
  await rm(profile, { recursive: true, force: true });
  return { words: lines.join("\n"), figures };
}

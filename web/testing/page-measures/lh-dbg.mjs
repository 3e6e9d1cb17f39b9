import { mkdtemp } from "node:fs/promises"; import { tmpdir } from "node:os"; import { join, resolve } from "node:path";
import { chromium } from "@playwright/test"; import { chromium as executable } from "../../e2e/chromium.ts"; import { signIn } from "./inbox.mjs"; import { startServer } from "./server.mjs";
const FOLDER = resolve(import.meta.dirname, "../../../.tools/lighthouse/node_modules/lighthouse");
const server = await startServer(); await server.fill(50);
const { default: audit } = await import(join(FOLDER, "core/index.js"));
const profile = await mkdtemp(join(tmpdir(), "cb-profile-"));
const context = await chromium.launchPersistentContext(profile, { executablePath: executable(), args: ["--remote-debugging-port=9334"] });
const page = await context.newPage(); await page.goto(server.url); await signIn(page); await page.close();
for (let i = 0; i < 3; i++) {
const { lhr } = await audit(server.url, { port: 9334, disableStorageReset: true });
const a = lhr.audits; console.log(Math.round(lhr.categories.performance.score*100), ["first-contentful-paint","largest-contentful-paint","total-blocking-time","cumulative-layout-shift","speed-index","interactive"].map(k=>k+" "+a[k].displayValue).join(", "));
if (i===2) { for (const t of a["long-tasks"]?.details?.items ?? []) console.log("task", Math.round(t.startTime), Math.round(t.duration), t.url?.slice(-40));
for (const t of a["bootup-time"].details.items) console.log("boot", t.url.slice(-40), Math.round(t.total), Math.round(t.scripting), Math.round(t.scriptParseCompile));
for (const t of a["mainthread-work-breakdown"].details.items) console.log("main", t.groupLabel, Math.round(t.duration)); }
}
await context.close(); await server.stop();

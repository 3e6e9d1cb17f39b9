// Measures the page in a real browser against the release server, which is started here on an
// embedded database of its own, and fails where budget.json is broken. `make bench-page`; alone:
// node main.mjs firstLoad painted scroll lighthouse heap
import { readFileSync } from "node:fs";
import { firstLoad } from "./first-load.mjs";
import { heap } from "./heap.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { machine } from "./machine.mjs";
import { painted } from "./painted.mjs";
import { scroll } from "./scroll.mjs";
import { startServer } from "./server.mjs";

const budget = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));
const MEASURES = { firstLoad, painted, scroll, lighthouse, heap };
const chosen = process.argv.slice(2);
const measured = {};

console.log(machine());
for (const [name, measure] of Object.entries(MEASURES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  // Each on a server of its own, so that none measures what another left behind.
  const server = await startServer();
  try {
    const { words, figures } = await measure(server);
    console.log(words);
    Object.assign(measured, figures);
  } finally {
    await server.stop();
  }
}

const broken = Object.entries(budget).filter(([name, { most, least }]) => {
  const figure = measured[name];
  return figure !== undefined && (figure > most || figure < least);
});
for (const [name, { most, least }] of broken) {
  const limit = most === undefined ? `at least ${least}` : `at most ${most}`;
  console.error(`over budget: ${name} is ${measured[name]}, and may be ${limit}`);
}
if (broken.length > 0) process.exitCode = 1;

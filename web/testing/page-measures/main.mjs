// Measures the page in a real browser against the release server, which is started here on an
// embedded database of its own. `make bench-page`; alone: node main.mjs painted scroll heap lighthouse
import { heap } from "./heap.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { machine } from "./machine.mjs";
import { painted } from "./painted.mjs";
import { scroll } from "./scroll.mjs";
import { startServer } from "./server.mjs";

const MEASURES = { painted, scroll, lighthouse, heap };
const chosen = process.argv.slice(2);

console.log(machine());
for (const [name, measure] of Object.entries(MEASURES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  // Each on a server of its own, so that none measures what another left behind.
  const server = await startServer();
  try {
    console.log(await measure(server));
  } finally {
    await server.stop();
  }
}

import { cpus, release, totalmem } from "node:os";
import { chromium } from "../../e2e/chromium.ts";

/** Where the figures were measured. */
export function machine() {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GiB, Linux ${release()}, ${chromium()}`;
}

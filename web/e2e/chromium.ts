import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

function onPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** The machine's own browser: nothing is downloaded for a test, and no test is skipped for want of one. */
export function chromium(): string {
  const found =
    process.env.CHROMIUM_PATH || onPath("chromium-headless-shell") || onPath("chromium");
  if (found) return found;
  throw new Error(
    "No Chromium found. Install one (Debian: apt-get install -y --no-install-recommends chromium-headless-shell) or set CHROMIUM_PATH.",
  );
}

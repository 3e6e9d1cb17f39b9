import { BASE } from "../lib/base.ts";

const ENTRY = /\/assets\/index-[\w-]+\.js/;

/** The script that a page begins with; its name changes with its content. Undefined in development. */
export function entryOf(html: string): string | undefined {
  return ENTRY.exec(html)?.[0];
}

/** The script that this page was loaded with. */
export function ownEntry(document: Document): string | undefined {
  for (const { src } of document.querySelectorAll<HTMLScriptElement>("script[src]")) {
    const entry = entryOf(src);
    if (entry) return entry;
  }
  return undefined;
}

/** Whether the server now gives out another page than this one. When in doubt it does not. */
export async function isOutdated(
  own: string | undefined,
  fetchPage: () => Promise<Response> = () => fetch(BASE, { cache: "no-store" }),
): Promise<boolean> {
  if (!own) return false;
  try {
    const answer = await fetchPage();
    if (!answer.ok) return false;
    const served = entryOf(await answer.text());
    return served !== undefined && served !== own;
  } catch {
    return false;
  }
}

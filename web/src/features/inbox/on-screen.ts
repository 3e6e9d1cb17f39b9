/** What has been in sight for so long may be meant; what came in the last moment was not seen yet. */
const SEEN_MS = 500;
const KEPT = 1000;
/** Since when each message is in sight, by the part of the page that shows it. */
const parts = new Map<string, Map<string, number>>();
const seen = new Set<string>();

function remember(id: string) {
  seen.delete(id);
  seen.add(id);
  const [oldest] = seen;
  if (seen.size > KEPT && oldest) seen.delete(oldest);
}

/** Notes which messages a part of the page shows now. */
export function noteSight(ids: Iterable<string>, part: "list" | "latest", now = performance.now()) {
  const since = parts.get(part) ?? new Map<string, number>();
  parts.set(part, since);
  const inSight = new Set(ids);
  for (const [id, from] of since) {
    if (now - from >= SEEN_MS) remember(id);
    if (!inSight.has(id)) since.delete(id);
  }
  for (const id of inSight) if (!since.has(id)) since.set(id, now);
}

/** Whether a message has been in sight long enough to be meant. */
export function hasBeenSeen(id: string, now = performance.now()): boolean {
  const begins = [...parts.values()].flatMap((since) => since.get(id) ?? []);
  return seen.has(id) || begins.some((from) => now - from >= SEEN_MS);
}

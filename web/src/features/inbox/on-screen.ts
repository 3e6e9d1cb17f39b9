/** What has been in sight for so long may be meant; what came in the last moment was not seen yet. */
const SEEN_MS = 500;
const KEPT = 1000;
const since = new Map<string, number>();
const seen = new Set<string>();

function remember(id: string) {
  seen.delete(id);
  seen.add(id);
  const [oldest] = seen;
  if (seen.size > KEPT && oldest) seen.delete(oldest);
}

/** Notes which messages are in sight now. */
export function noteSight(ids: Iterable<string>, now = performance.now()) {
  const inSight = new Set(ids);
  for (const [id, from] of since) {
    if (now - from >= SEEN_MS) remember(id);
    if (!inSight.has(id)) since.delete(id);
  }
  for (const id of inSight) if (!since.has(id)) since.set(id, now);
}

/** Whether a message has been in sight long enough to be meant. */
export function hasBeenSeen(id: string, now = performance.now()): boolean {
  const from = since.get(id);
  return seen.has(id) || (from !== undefined && now - from >= SEEN_MS);
}

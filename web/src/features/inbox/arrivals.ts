const KEPT = 500;
const FRESH_MS = 1000;
/** Messages that come faster slide in no more: the list would never be at rest. */
const CALM_MS = 800;
const arrivals = new Map<string, number>();
let last = Number.NEGATIVE_INFINITY;

/** Notes that a message has come; false when it was announced before. */
export function noteArrival(id: string, now = Date.now()): boolean {
  if (arrivals.has(id)) return false;
  arrivals.set(id, now - last < CALM_MS ? Number.NEGATIVE_INFINITY : now);
  last = now;
  const [oldest] = arrivals.keys();
  if (arrivals.size > KEPT && oldest) arrivals.delete(oldest);
  return true;
}

/** Whether a message has just come, for its row to show so. One that is scrolled back into view has not. */
export function hasJustArrived(id: string, now = Date.now()): boolean {
  return now - (arrivals.get(id) ?? Number.NEGATIVE_INFINITY) < FRESH_MS;
}

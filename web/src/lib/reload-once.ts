const KEY = "codebell.reloaded-at";
const APART_MS = 60_000;
// What browsers and Vite say when a script or its style sheet is gone.
const GONE = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

export function isGone(failure: unknown): boolean {
  return failure instanceof Error && GONE.test(failure.message);
}

/** Whether to load the page anew by itself: for a piece that is gone, and not again and again. */
export function isWorthReloading(failure: unknown, reloadedAt: number, now: number): boolean {
  return isGone(failure) && now - reloadedAt >= APART_MS;
}

/** Loads the page anew after an upgrade took a piece of it away. Answers whether it does. */
export function reloadOnce(failure: unknown, reload = () => location.reload()): boolean {
  // The piece may be there and the network not: a reload would lose what is shown.
  if (!navigator.onLine) return false;
  try {
    const reloadedAt = Number(sessionStorage.getItem(KEY) ?? Number.NEGATIVE_INFINITY);
    if (!isWorthReloading(failure, reloadedAt, Date.now())) return false;
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Where nothing can be kept, one could reload for ever.
    return false;
  }
  reload();
  return true;
}

/**
 * Has something done at most once in `gapMs`, however often it is asked for. What is asked for while
 * it is being done is done once more afterwards, so the last asking is never lost.
 */
export function paced(act: () => Promise<unknown>, gapMs: number): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let busy = false;
  let again = false;

  async function go() {
    last = Date.now();
    again = false;
    try {
      await act();
    } catch {
      // Whoever acts sees to its own failures.
    } finally {
      busy = false;
      if (again) ask();
    }
  }

  function ask() {
    again = true;
    if (busy) return;
    busy = true;
    const wait = last + gapMs - Date.now();
    if (wait > 0) setTimeout(go, wait);
    else go();
  }

  return ask;
}

/** A page that is hidden draws no frames; what waits for one is not to wait for ever. */
const LATEST_MS = 250;

/**
 * Collects what comes and hands it over in the next frame; while more keeps coming, once in `gapMs`.
 * A burst is then drawn a few times instead of once for each, and a page that can't keep up draws
 * less often and never falls behind.
 */
export function perFrame<T>(handle: (all: T[]) => void, gapMs: number) {
  let waiting: T[] = [];
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  function stop() {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = undefined;
    timer = undefined;
  }

  function handOver() {
    stop();
    last = performance.now();
    const all = waiting;
    waiting = [];
    if (all.length > 0) handle(all);
  }

  function nextFrame() {
    frame = requestAnimationFrame(handOver);
    timer = setTimeout(handOver, LATEST_MS);
  }

  return {
    add(one: T) {
      waiting.push(one);
      if (timer !== undefined) return;
      const wait = last + gapMs - performance.now();
      if (wait > 0) timer = setTimeout(nextFrame, wait);
      else nextFrame();
    },
    stop,
  };
}

/** A page that is hidden draws no frames; what waits for one is not to wait for ever. */
const LATEST_MS = 250;

/**
 * Collects what comes and hands it over once a frame. A page that can't keep up then draws less
 * often, and never falls behind.
 */
export function perFrame<T>(handle: (all: T[]) => void) {
  let waiting: T[] = [];
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop() {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = undefined;
  }

  function handOver() {
    stop();
    const all = waiting;
    waiting = [];
    if (all.length > 0) handle(all);
  }

  return {
    add(one: T) {
      waiting.push(one);
      if (frame !== undefined) return;
      frame = requestAnimationFrame(handOver);
      timer = setTimeout(handOver, LATEST_MS);
    },
    stop,
  };
}

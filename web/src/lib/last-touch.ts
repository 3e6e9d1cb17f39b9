const TOUCHES = ["pointermove", "pointerdown", "keydown", "wheel"] as const;

let last = Number.NEGATIVE_INFINITY;

const note = () => {
  last = performance.now();
};

for (const touch of TOUCHES) addEventListener(touch, note, { capture: true, passive: true });

/** Milliseconds since somebody moved the pointer, pressed or scrolled, or typed, anywhere on the page. */
export function sinceLastTouch(): number {
  return performance.now() - last;
}

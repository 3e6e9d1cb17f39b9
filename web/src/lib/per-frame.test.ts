import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { perFrame } from "./per-frame.ts";

const GAP = 80;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: [
      "performance",
      "requestAnimationFrame",
      "cancelAnimationFrame",
      "setTimeout",
      "clearTimeout",
    ],
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("hands over all that came before a frame at once, in its order", () => {
  const handle = vi.fn();
  const frames = perFrame<number>(handle, GAP);
  frames.add(1);
  frames.add(2);
  expect(handle).not.toHaveBeenCalled();
  vi.advanceTimersToNextFrame();
  expect(handle.mock.calls).toEqual([[[1, 2]]]);
  vi.advanceTimersByTime(1000);
  expect(handle).toHaveBeenCalledTimes(1);
  frames.add(3);
  vi.advanceTimersToNextFrame();
  expect(handle).toHaveBeenLastCalledWith([3]);
});

it("hands over the first of a burst at once, and the rest of it once in a gap", () => {
  const handle = vi.fn();
  const frames = perFrame<number>(handle, GAP);
  for (let at = 0; at < 400; at += 20) {
    frames.add(at);
    vi.advanceTimersByTime(20);
  }
  vi.advanceTimersByTime(GAP);
  const [first, ...rest] = handle.mock.calls.map(([all]) => all as number[]);
  expect(first).toEqual([0]);
  expect(rest.length).toBeGreaterThanOrEqual(3);
  expect(rest.length).toBeLessThanOrEqual(5);
  expect([first, ...rest].flat()).toEqual(Array.from({ length: 20 }, (_, at) => at * 20));
});

it("waits for no frame where none is drawn", () => {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  const handle = vi.fn();
  perFrame<number>(handle, GAP).add(1);
  vi.advanceTimersByTime(250);
  expect(handle).toHaveBeenCalledWith([1]);
});

it("hands over nothing once it was stopped", () => {
  const handle = vi.fn();
  const frames = perFrame<number>(handle, GAP);
  frames.add(1);
  frames.stop();
  vi.advanceTimersByTime(1000);
  expect(handle).not.toHaveBeenCalled();
});

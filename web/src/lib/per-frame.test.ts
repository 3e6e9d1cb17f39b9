import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { perFrame } from "./per-frame.ts";

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["requestAnimationFrame", "cancelAnimationFrame", "setTimeout", "clearTimeout"],
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("hands over all that came before a frame at once, in its order", () => {
  const handle = vi.fn();
  const frames = perFrame<number>(handle);
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

it("waits for no frame where none is drawn", () => {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  const handle = vi.fn();
  perFrame<number>(handle).add(1);
  vi.advanceTimersByTime(250);
  expect(handle).toHaveBeenCalledWith([1]);
});

it("hands over nothing once it was stopped", () => {
  const handle = vi.fn();
  const frames = perFrame<number>(handle);
  frames.add(1);
  frames.stop();
  vi.advanceTimersByTime(1000);
  expect(handle).not.toHaveBeenCalled();
});

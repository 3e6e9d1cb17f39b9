import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { paced } from "./paced.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("acts at once, then at most once in each span, and never forgets the last asking", async () => {
  const act = vi.fn().mockResolvedValue(undefined);
  const ask = paced(act, 1000);
  ask();
  expect(act).toHaveBeenCalledTimes(1);
  for (let i = 0; i < 50; i += 1) {
    ask();
    await vi.advanceTimersByTimeAsync(50);
  }
  await vi.advanceTimersByTimeAsync(2000);
  expect(act).toHaveBeenCalledTimes(4);
});

it("acts once more for what was asked while it was at it, even when that failed", async () => {
  let fail: (reason: unknown) => void = () => {};
  const act = vi
    .fn()
    .mockImplementationOnce(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    )
    .mockResolvedValue(undefined);
  const ask = paced(act, 100);
  ask();
  await vi.advanceTimersByTimeAsync(500);
  ask();
  expect(act).toHaveBeenCalledTimes(1);
  fail(new Error("away"));
  await vi.advanceTimersByTimeAsync(1);
  expect(act).toHaveBeenCalledTimes(2);
});

import { afterEach, expect, it, vi } from "vitest";
import { inOneTab } from "./one-tab.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  localStorage.clear();
});

it("does nothing where another tab has the browser's lock", async () => {
  const request = vi.fn((_name: string, _how: object, work: (lock: unknown) => unknown) =>
    work(null),
  );
  vi.stubGlobal("navigator", { locks: { request } });
  const work = vi.fn();
  await inOneTab("sound", 10, work);
  expect(work).not.toHaveBeenCalled();
  expect(request).toHaveBeenCalledWith("codebell-sound", { ifAvailable: true }, expect.anything());
});

it("lets one tab do it, also without navigator.locks, and none again before its time", async () => {
  expect(navigator.locks).toBeUndefined();
  const work = vi.fn();
  await Promise.all([1, 2, 3].map(() => inOneTab("sound", 150, work)));
  expect(work).toHaveBeenCalledOnce();
  await inOneTab("sound", 150, work);
  expect(work).toHaveBeenCalledOnce();
  await new Promise((resolve) => setTimeout(resolve, 160));
  await inOneTab("sound", 150, work);
  expect(work).toHaveBeenCalledTimes(2);
});

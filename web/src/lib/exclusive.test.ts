import { afterEach, expect, it, vi } from "vitest";
import { exclusively } from "./exclusive.ts";

afterEach(() => vi.unstubAllGlobals());

it("takes the browser's lock among tabs where there is one", async () => {
  const request = vi.fn((_name: string, work: () => Promise<unknown>) => work());
  vi.stubGlobal("navigator", { locks: { request } });
  expect(await exclusively("refresh", async () => "token")).toBe("token");
  expect(request).toHaveBeenCalledWith("refresh", expect.any(Function));
});

it("lets one piece of work under a name run at a time, also without navigator.locks", async () => {
  expect(navigator.locks).toBeUndefined();
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running--;
  };
  await Promise.all([1, 2, 3].map(() => exclusively("refresh", work)));
  expect(most).toBe(1);
});

it("frees the lease when the work fails", async () => {
  await expect(exclusively("broken", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(exclusively("broken", async () => "done")).resolves.toBe("done");
});

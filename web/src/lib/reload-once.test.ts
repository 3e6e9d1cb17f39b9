import { afterEach, expect, it, vi } from "vitest";
import { isWorthReloading, reloadOnce } from "./reload-once.ts";

afterEach(() => {
  sessionStorage.clear();
  vi.restoreAllMocks();
});

const gone = new TypeError("Failed to fetch dynamically imported module: /assets/team-page-x.js");

it("loads the page anew for a piece that is gone, once", () => {
  const reload = vi.fn();
  expect(reloadOnce(gone, reload)).toBe(true);
  expect(reloadOnce(gone, reload)).toBe(false);
  expect(reload).toHaveBeenCalledOnce();
});

it.each([
  "error loading dynamically imported module: https://x/assets/a.js",
  "Importing a module script failed.",
  "Unable to preload CSS for /assets/a.css",
])("knows by its words that a piece is gone: %s", (message) => {
  expect(isWorthReloading(new Error(message), Number.NEGATIVE_INFINITY, 0)).toBe(true);
});

it("does not reload for a fault of the page itself", () => {
  expect(isWorthReloading(new Error("x is undefined"), Number.NEGATIVE_INFINITY, 0)).toBe(false);
  expect(isWorthReloading("gone", Number.NEGATIVE_INFINITY, 0)).toBe(false);
});

it("keeps the page where the network is what is missing", () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const reload = vi.fn();
  expect(reloadOnce(gone, reload)).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});

it("may do it again after a while: the next upgrade", () => {
  expect(isWorthReloading(gone, 0, 59_000)).toBe(false);
  expect(isWorthReloading(gone, 0, 61_000)).toBe(true);
});

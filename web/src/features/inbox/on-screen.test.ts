import { expect, it } from "vitest";
import { hasBeenSeen, noteSight } from "./on-screen.ts";

it("counts a message as seen once it has been in sight for half a second", () => {
  noteSight(["old"], "list", 0);
  noteSight(["new", "old"], "list", 1000);
  expect([hasBeenSeen("old", 1000), hasBeenSeen("new", 1499)]).toEqual([true, false]);
  expect(hasBeenSeen("new", 1500)).toBe(true);
  expect(hasBeenSeen("never", 9000)).toBe(false);
});

it("remembers what was seen and is out of sight, and begins anew for what only passed by", () => {
  noteSight(["long", "short"], "list", 10_000);
  noteSight(["long"], "list", 10_100);
  noteSight([], "list", 11_000);
  expect([hasBeenSeen("long", 11_000), hasBeenSeen("short", 11_000)]).toEqual([true, false]);
  noteSight(["short"], "list", 12_000);
  expect(hasBeenSeen("short", 12_100)).toBe(false);
});

it("counts a message as seen that has stood in one part of the page for long enough", () => {
  noteSight(["large"], "latest", 20_000);
  noteSight(["large"], "list", 20_300);
  noteSight([], "list", 20_400);
  expect(hasBeenSeen("large", 20_499)).toBe(false);
  expect(hasBeenSeen("large", 20_500)).toBe(true);
});

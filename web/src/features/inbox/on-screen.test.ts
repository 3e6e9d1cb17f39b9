import { expect, it } from "vitest";
import { hasBeenSeen, noteSight } from "./on-screen.ts";

it("counts a message as seen once it has been in sight for half a second", () => {
  noteSight(["old"], 0);
  noteSight(["new", "old"], 1000);
  expect([hasBeenSeen("old", 1000), hasBeenSeen("new", 1499)]).toEqual([true, false]);
  expect(hasBeenSeen("new", 1500)).toBe(true);
  expect(hasBeenSeen("never", 9000)).toBe(false);
});

it("remembers what was seen and is out of sight, and begins anew for what only passed by", () => {
  noteSight(["long", "short"], 10_000);
  noteSight(["long"], 10_100);
  noteSight([], 11_000);
  expect([hasBeenSeen("long", 11_000), hasBeenSeen("short", 11_000)]).toEqual([true, false]);
  noteSight(["short"], 12_000);
  expect(hasBeenSeen("short", 12_100)).toBe(false);
});

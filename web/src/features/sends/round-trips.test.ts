import { expect, it } from "vitest";
import { isOnItsWay, lastTrip, marksOf, tripsOf } from "./round-trips.ts";
import type { CanaryRun } from "./send-api.ts";

const run = (minute: number, about: Partial<CanaryRun> = {}): CanaryRun => ({
  started_at: `2026-03-10T12:0${minute}:00Z`,
  returned_at: null,
  is_missing: false,
  detail: null,
  ...about,
});
const runs = [
  run(3),
  run(2, { is_missing: true, detail: "Accepted by no gateway" }),
  run(1, { returned_at: "2026-03-10T12:03:00Z", is_missing: true }),
  run(0, { returned_at: "2026-03-10T12:00:12Z" }),
];

it("tells what came back from what is late, missing or on its way, the latest last", () => {
  expect(tripsOf(runs).map(({ kind }) => kind)).toEqual(["back", "late", "missing", "waiting"]);
});

it("knows of a number what ended last, not what is on its way", () => {
  expect(lastTrip(runs)).toMatchObject({ kind: "missing", detail: "Accepted by no gateway" });
  expect(lastTrip([run(0)])).toBeUndefined();
  expect(lastTrip(runs.slice(3))).toMatchObject({ kind: "back", ms: 12_000 });
});

it("expects news while a message is on its way", () => {
  expect(isOnItsWay({ runs })).toBe(true);
  expect(isOnItsWay({ runs: [] })).toBe(true);
  expect(isOnItsWay({ runs: runs.slice(1) })).toBe(false);
});

it("draws what took longest highest, and what did not come back as high", () => {
  expect(marksOf(tripsOf(runs)).map(({ height }) => height)).toEqual([0.12, 1, 1, 0.12]);
});

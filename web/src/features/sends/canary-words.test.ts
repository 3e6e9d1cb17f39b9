import { expect, it } from "vitest";
import { healthOf, tripInWords } from "./canary-words.ts";
import { sampleCanary } from "./send-samples.ts";

const at = "2026-03-10T12:00:00Z";

it("puts a message on its way round into words", () => {
  expect(tripInWords({ kind: "back", at, ms: 4200 })).toBe("back after 4.2 s");
  expect(tripInWords({ kind: "late", at, ms: 180_000 })).toBe("late, back after 3 min");
  expect(tripInWords({ kind: "missing", at, detail: null })).toBe("not back");
});

it("marks a number whose last message did not come back", () => {
  const run = { started_at: at, returned_at: null, is_missing: true, detail: null };
  expect(healthOf(sampleCanary({ runs: [run] }))).toBe("missing");
  expect(healthOf(sampleCanary())).toBe("unknown");
  const back = { ...run, returned_at: "2026-03-10T12:00:04Z", is_missing: false };
  expect(healthOf(sampleCanary({ runs: [back] }))).toBe("good");
});

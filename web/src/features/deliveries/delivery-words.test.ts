import { expect, it } from "vitest";
import type { DeliveryReason } from "./delivery-api.ts";
import { sampleDelivery } from "./delivery-samples.ts";
import { durationInWords, nextInWords, reasonInWords, whatInWords } from "./delivery-words.ts";

it("has words for each reason", () => {
  const reasons: DeliveryReason[] = [
    "refused",
    "gone",
    "receiver_failed",
    "timeout",
    "unreachable",
    "address_refused",
    "channel_unreadable",
    "channel_disabled",
    "channel_removed",
    "code_expired",
  ];
  const words = reasons.map(reasonInWords);
  expect(new Set(words).size).toBe(reasons.length);
  expect(words.every((sentence) => sentence.endsWith("."))).toBe(true);
});

it("says what was forwarded", () => {
  expect(whatInWords(sampleDelivery())).toBe("Stripe, from +1 202 555 0199");
  expect(whatInWords(sampleDelivery({ service: null }))).toBe("Message from +1 202 555 0199");
  expect(whatInWords(sampleDelivery({ sender: "Stripe" }))).toBe("Stripe");
  expect(whatInWords(sampleDelivery({ event: "notice" }))).toBe("A notice");
  expect(whatInWords(sampleDelivery({ event: "test" }))).toBe("A test of the channel");
});

it("says how long something took, and when it is tried next", () => {
  expect(durationInWords(320)).toBe("320 ms");
  expect(durationInWords(1400)).toBe("1.4 sec");
  expect(durationInWords(40_000)).toBe("40 sec");
  expect(durationInWords(600_000)).toBe("10 min");
  expect(durationInWords(3 * 3_600_000)).toBe("3 hr");
  const now = Date.parse("2026-03-10T12:00:00Z");
  expect(nextInWords("2026-03-10T12:00:40Z", now)).toBe("next attempt in 40 sec");
  expect(nextInWords("2026-03-10T12:00:00Z", now)).toBe("is being tried");
});

import { expect, it } from "vitest";
import { momentsOf } from "./moments.ts";
import type { SendDetail } from "./send-api.ts";
import { sampleEvent, sampleSend } from "./send-samples.ts";

const now = Date.parse("2026-03-10T13:00:00Z");

function kinds(about: Partial<SendDetail>) {
  const events = [
    sampleEvent({ result: "refused", at: "2026-03-10T12:00:01Z" }),
    sampleEvent({ gateway: "Twilio", at: "2026-03-10T12:00:02Z" }),
    sampleEvent({ event: "receipt", result: "delivered", at: "2026-03-10T12:00:09Z" }),
  ];
  const moments = momentsOf({ ...sampleSend(), events, ...about }, now);
  return moments.map((moment) => (moment.kind === "event" ? moment.event.result : moment.kind));
}

it("puts what happened in order, up to how it ended", () => {
  expect(kinds({})).toEqual(["begun", "refused", "accepted", "delivered", "expired"]);
  expect(kinds({ verified_at: "2026-03-10T12:00:05Z" })).toEqual([
    "begun",
    "refused",
    "accepted",
    "verified",
    "delivered",
  ]);
  const delivered_at = "2026-03-10T12:00:09Z";
  expect(kinds({ delivered_at })).toEqual(kinds({}));
  expect(kinds({ delivered_at, events: [] })).toEqual(["begun", "delivered", "expired"]);
  expect(kinds({ voided_at: "2026-03-10T12:01:00Z" }).at(-1)).toBe("voided");
});

it("says of what is not checked here nothing about its end", () => {
  expect(kinds({ kind: "relay" }).at(-1)).toBe("delivered");
  expect(kinds({ status: "refused", events: [] })).toEqual(["begun"]);
  expect(kinds({ expires_at: "2026-03-10T14:00:00Z" }).at(-1)).toBe("delivered");
});

import { expect, it } from "vitest";
import { sampleEvent, sampleSend } from "./send-samples.ts";
import {
  codeState,
  codeStateInWords,
  eventInWords,
  kindInWords,
  statusInWords,
  statusMeaning,
  toneOf,
} from "./send-words.ts";
import { KINDS, STATUSES } from "./sends-search.ts";

const now = Date.parse("2026-03-10T12:01:00Z");

it("has words of its own for each status and kind", () => {
  expect(new Set(STATUSES.map(statusInWords)).size).toBe(STATUSES.length);
  expect(new Set(STATUSES.map(statusMeaning)).size).toBe(STATUSES.length);
  expect(new Set(KINDS.map(kindInWords)).size).toBe(KINDS.length);
});

it("marks what went well and what did not", () => {
  expect(toneOf("delivered")).toBe("good");
  expect(toneOf("accepted")).toBe("plain");
  expect(STATUSES.filter((status) => toneOf(status) === "heed")).toEqual([
    "unknown",
    "failed",
    "blocked",
    "refused",
  ]);
});

it("says what became of a code, and nothing where none can be checked", () => {
  expect(codeState(sampleSend(), now)).toBe("open");
  expect(codeState(sampleSend({ expires_at: "2026-03-10T12:00:30Z" }), now)).toBe("expired");
  expect(codeState(sampleSend({ voided_at: "2026-03-10T12:00:30Z" }), now)).toBe("voided");
  const verified_at = "2026-03-10T12:00:30Z";
  expect(codeState(sampleSend({ verified_at, expires_at: verified_at }), now)).toBe("verified");
  expect(codeState(sampleSend({ kind: "relay" }), now)).toBeUndefined();
  expect(codeState(sampleSend({ status: "refused" }), now)).toBeUndefined();
  expect(codeStateInWords("voided")).toBe("replaced by a later code");
});

it("tells which gateway was asked and what it reported later", () => {
  expect(eventInWords(sampleEvent())).toBe("Accepted by WebSMS");
  expect(eventInWords(sampleEvent({ result: "refused" }))).toBe("Not accepted by WebSMS");
  expect(eventInWords(sampleEvent({ result: "unknown" }))).toBe("WebSMS gave no clear answer");
  expect(eventInWords(sampleEvent({ event: "receipt", result: "delivered" }))).toBe(
    "WebSMS reports: delivered",
  );
  expect(eventInWords(sampleEvent({ event: "receipt", result: "odd", gateway: null }))).toBe(
    "A gateway reports: odd",
  );
});

import { expect, it } from "vitest";
import type { Message } from "../../api/client.ts";
import { sampleMessage } from "../../testing/samples.ts";
import { codeRuns, newestLiveCode } from "./code-runs.ts";

const at = (minute: number) => `2026-03-10T12:${String(minute).padStart(2, "0")}:00Z`;
const code = (id: string, minute: number, about: Partial<Message> = {}) =>
  sampleMessage({ id, received_at: at(minute), code_expires_at: at(minute + 10), ...about });

it("marks the newest of several codes in a row, and those that a newer one followed", () => {
  const runs = codeRuns([code("c", 6), code("b", 3), code("a", 1)]);
  expect(runs.get("c")).toEqual({ place: "newest", until: Date.parse(at(13)) });
  expect(runs.get("b")).toEqual({ place: "older", until: Date.parse(at(13)) });
  expect(runs.get("a")).toEqual({ place: "older", until: Date.parse(at(11)) });
});

it("says nothing of a code that is alone, or whose predecessor had expired", () => {
  expect(codeRuns([code("a", 1)]).size).toBe(0);
  expect(codeRuns([code("b", 20), code("a", 1)]).size).toBe(0);
});

it("keeps services and numbers apart, and knows a service in any case", () => {
  const other = { number: { id: "n2", phone_number: "+1", label: null } };
  expect(codeRuns([code("b", 2), code("a", 1, { service: "Globex" })]).size).toBe(0);
  expect(codeRuns([code("b", 2), code("a", 1, other)]).size).toBe(0);
  expect(codeRuns([code("b", 2, { service: "ACME" }), code("a", 1)]).size).toBe(2);
});

it("goes by the sender where no service is known, and passes over texts without a code", () => {
  const from = { service: null, sender: "+12025550100" };
  const runs = codeRuns([
    code("c", 3, from),
    code("b", 2, { ...from, code: null }),
    code("a", 1, from),
  ]);
  expect([...runs.keys()].toSorted()).toEqual(["a", "c"]);
});

it("takes a code of unknown end as alive for ten minutes", () => {
  const open = { code_expires_at: null };
  expect(codeRuns([code("b", 9, open), code("a", 1, open)]).size).toBe(2);
  expect(codeRuns([code("b", 12, open), code("a", 1, open)]).size).toBe(0);
});

it("finds the newest code that still lives", () => {
  const messages = [code("c", 9, { code: null }), code("b", 2), code("a", 1)];
  expect(newestLiveCode(messages, Date.parse(at(5)))?.id).toBe("b");
  expect(newestLiveCode(messages, Date.parse(at(30)))).toBeUndefined();
});

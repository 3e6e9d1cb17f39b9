import { expect, it } from "vitest";
import { actionInWords, actorInWords, targetInWords } from "./action-words.ts";

it("puts an action into words, also one it has not heard of", () => {
  expect(actionInWords("session.started")).toBe("Signed in");
  expect(actionInWords("code.relayed")).toBe("Sent a code on for a source");
  expect(actionInWords("channel.test_sent")).toBe("Channel test sent");
});

it("names who did it, and marks what is no person", () => {
  expect(actorInWords({ kind: "user", name: "Ann" })).toBe("Ann");
  expect(actorInWords({ kind: "api_key", name: "CI" })).toBe("CI (API key)");
  expect(actorInWords({ kind: "nobody", name: null })).toBe("Somebody unknown");
});

it("names what it was done to, or says of what kind it is", () => {
  expect(targetInWords({ kind: "user", name: "Vic" })).toBe("Vic");
  expect(targetInWords({ kind: "message", name: "+12025550143" })).toBe("+1 202 555 0143");
  expect(targetInWords({ kind: "recovery_codes", name: null })).toBe("Recovery codes");
});

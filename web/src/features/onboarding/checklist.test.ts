import { expect, it } from "vitest";
import { checklist, progress } from "./checklist.ts";
import { sampleOnboarding } from "./onboarding-samples.ts";

const owner = { sources: true, numbers: true, team: true };

function done(about: Parameters<typeof sampleOnboarding>[0], hasTwoFactor = false) {
  return checklist(sampleOnboarding(about), hasTwoFactor, owner)
    .filter(({ isDone }) => isDone)
    .map(({ id }) => id);
}

it("begins with the account that was made", () => {
  expect(done({})).toEqual(["account"]);
  expect(progress(checklist(sampleOnboarding(), false, owner))).toEqual({ done: 1, all: 8 });
});

it("has a number opened only once a message came to one and none is left new", () => {
  expect(done({ new_numbers: 0 })).not.toContain("number");
  expect(done({ has_message: true, new_numbers: 1 })).not.toContain("number");
  expect(done({ has_message: true, new_numbers: 0 })).toContain("number");
});

it("takes an invitation that is still open for a teammate", () => {
  expect(done({ open_invitations: 1 })).toContain("teammate");
  expect(done({ members: 2 })).toContain("teammate");
});

it("ends with everything done, mail not counted", () => {
  const facts = sampleOnboarding({
    is_https: true,
    sources: 1,
    has_message: true,
    members: 2,
    has_copied: true,
  });
  expect(progress(checklist(facts, true, owner))).toEqual({ done: 8, all: 8 });
});

it("leaves out what the reader may not do", () => {
  const manager = { sources: true, numbers: false, team: false };
  const ids = checklist(sampleOnboarding(), false, manager).map(({ id }) => id);
  expect(ids).toEqual(["account", "https", "source", "message", "copy", "two-factor"]);
});

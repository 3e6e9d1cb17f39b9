import { expect, it } from "vitest";
import { sampleNumber } from "../../testing/samples.ts";
import { draftOf, emptyDraft, toChange, toRule } from "./rule-draft.ts";
import { sampleChannel, sampleConditions, sampleRule } from "./rule-samples.ts";

const known = { channels: [sampleChannel()], numbers: [sampleNumber()] };
const hours = { days: [1], from: "09:00", until: "17:00", time_zone: "UTC" };

it("sends nothing as nothing", () => {
  expect(toRule(emptyDraft(), known)).toEqual({
    event: "message",
    number_id: null,
    name: "Messages",
    is_enabled: true,
    conditions: sampleConditions(),
    channel_ids: [],
    stop: false,
  });
});

it("reads names one a line, and leaves out what is of the other kind of rule", () => {
  const draft = emptyDraft({
    number_ids: ["n1"],
    senders: " Acme \n\nBeta\nAcme",
    services: "Stripe",
    pattern: "pay ",
    has_code: false,
    hours,
    notice_kinds: ["channel.gone"],
  });
  expect(toRule(draft, known).conditions).toEqual(
    sampleConditions({
      number_ids: ["n1"],
      senders: ["Acme", "Beta"],
      services: ["Stripe"],
      pattern: "pay ",
      has_code: false,
      hours,
    }),
  );
  const notice = toRule({ ...draft, event: "notice", number_id: "n1" }, known);
  expect(notice.number_id).toBeNull();
  expect(notice.conditions).toEqual(
    sampleConditions({ number_ids: ["n1"], hours, notice_kinds: ["channel.gone"] }),
  );
});

it("names no numbers in a rule that is of one number", () => {
  const rule = toRule(emptyDraft({ number_id: "n1", number_ids: ["n1"] }), known);
  expect(rule.number_id).toBe("n1");
  expect(rule.conditions?.number_ids).toEqual([]);
});

it("names a rule after the rest until it is given a name", () => {
  const draft = emptyDraft({
    has_code: true,
    services: "Stripe\nGitHub\nAcme",
    number_id: "n1",
    channel_ids: ["c1"],
  });
  expect(toRule(draft, known).name).toBe(
    "Codes from Stripe, GitHub and 1 more at Ops phone to Ops chat",
  );
  expect(toRule({ ...draft, name: "Mine" }, known).name).toBe("Mine");
  expect(toRule(emptyDraft({ services: "x".repeat(200) }), known).name).toHaveLength(100);
});

it("takes a kept rule into the form and out again unchanged", () => {
  const rule = sampleRule({
    stop: true,
    is_enabled: false,
    conditions: sampleConditions({
      number_ids: ["n1"],
      senders: ["Acme", "Beta"],
      services: ["Stripe"],
      pattern: "a|b",
      has_code: true,
      hours,
    }),
  });
  const { name, is_enabled, conditions, channel_ids, stop } = rule;
  expect(toChange(toRule(draftOf(rule), known))).toEqual({
    name,
    is_enabled,
    conditions,
    channel_ids,
    stop,
  });
});

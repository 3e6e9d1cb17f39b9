import type { Channel, PhoneNumber } from "../../api/client.ts";
import { nameFor } from "./default-name.ts";
import type { Conditions, NewRule, Rule, RuleChange } from "./rule-api.ts";

/** A rule as the form has it. */
export interface RuleDraft extends Omit<Conditions, "senders" | "services" | "pattern"> {
  event: Rule["event"];
  number_id: string | null;
  /** It is of some numbers, which `number_ids` then has to name: none there would mean all. */
  isOfSome: boolean;
  /** Undefined until somebody gives it one: it is named after the rest. */
  name: string | undefined;
  /** One a line. */
  senders: string;
  services: string;
  pattern: string;
  channel_ids: string[];
  stop: boolean;
  is_enabled: boolean;
}

export function emptyDraft(about: Partial<RuleDraft> = {}): RuleDraft {
  return {
    event: "message",
    number_id: null,
    name: undefined,
    number_ids: [],
    isOfSome: (about.number_ids ?? []).length > 0,
    senders: "",
    services: "",
    pattern: "",
    has_code: null,
    hours: null,
    notice_kinds: [],
    channel_ids: [],
    stop: false,
    is_enabled: true,
    ...about,
  };
}

export function draftOf({ conditions, ...rule }: Rule): RuleDraft {
  return emptyDraft({
    ...conditions,
    event: rule.event,
    number_id: rule.number_id,
    name: rule.name,
    senders: conditions.senders.join("\n"),
    services: conditions.services.join("\n"),
    pattern: conditions.pattern ?? "",
    channel_ids: rule.channel_ids,
    stop: rule.stop,
    is_enabled: rule.is_enabled,
  });
}

function lines(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter(Boolean);
}

/** What belongs to the other kind of rule is left out, even if it was filled in before. */
function conditionsOf(draft: RuleDraft): Conditions {
  const isMessage = draft.event === "message";
  return {
    number_ids: isMessage && draft.number_id ? [] : draft.number_ids,
    senders: isMessage ? lines(draft.senders) : [],
    services: isMessage ? lines(draft.services) : [],
    pattern: isMessage && draft.pattern ? draft.pattern : null,
    has_code: isMessage ? draft.has_code : null,
    hours: draft.hours,
    notice_kinds: isMessage ? [] : draft.notice_kinds,
  };
}

interface Known {
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
}

export function toRule(draft: RuleDraft, known: Known): NewRule {
  const conditions = conditionsOf(draft);
  const rule = {
    event: draft.event,
    number_id: draft.event === "message" ? draft.number_id : null,
    is_enabled: draft.is_enabled,
    conditions,
    channel_ids: draft.channel_ids,
    stop: draft.stop,
  };
  return { ...rule, name: draft.name?.trim() || nameFor({ ...rule, conditions }, known) };
}

/** What of a rule can be changed: what it is about and whose it is stays. */
export function toChange({ name, is_enabled, conditions, channel_ids, stop }: NewRule): RuleChange {
  return { name, is_enabled, conditions, channel_ids, stop };
}

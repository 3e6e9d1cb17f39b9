import type { Channel } from "../../api/client.ts";
import type { Conditions, DryRunResult, Rule } from "./rule-api.ts";

/** Things as the server sends them; a test states only what it is about. */
export function sampleConditions(about: Partial<Conditions> = {}): Conditions {
  return {
    number_ids: [],
    senders: [],
    services: [],
    pattern: null,
    has_code: null,
    hours: null,
    notice_kinds: [],
    ...about,
  };
}

export function sampleRule(about: Partial<Rule> = {}): Rule {
  return {
    id: "r1",
    number_id: null,
    event: "message",
    name: "Codes to Ops chat",
    is_enabled: true,
    conditions: sampleConditions({ has_code: true }),
    channel_ids: ["c1"],
    stop: false,
    set_by: { id: "u1", name: "Ann" },
    created_at: "2026-03-10T12:00:00Z",
    ...about,
  };
}

export function sampleChannel(about: Partial<Channel> = {}): Channel {
  return {
    id: "c1",
    kind: "slack",
    name: "Ops chat",
    target: "hooks.slack.com",
    is_thin: false,
    disabled_reason: null,
    retry_at_seconds: [10, 60],
    rules: 1,
    set_by: { id: "u1", name: "Ann" },
    last_delivery: null,
    failing_since: null,
    old_secret_ends_at: null,
    created_at: "2026-03-10T12:00:00Z",
    ...about,
  };
}

export function sampleTrial(about: Partial<DryRunResult> = {}): DryRunResult {
  return {
    tried: 100,
    matched: 12,
    forwarded: 15,
    messages: [
      {
        message_id: "m1",
        number_id: "n1",
        sender: "+12025550199",
        service: "Stripe",
        has_code: true,
        received_at: "2026-03-10T11:59:00Z",
        stored_at: "2026-03-10T12:00:00Z",
        is_matched: true,
        channel_ids: ["c1"],
      },
    ],
    ...about,
  };
}

import { HttpResponse, http } from "msw";
import type { Channel } from "../../api/client.ts";
import document from "../../api/openapi.json?raw";
import type { Attempt, ChannelKind, TestOutcome } from "./channel-api.ts";

const kindsPath = JSON.parse(document).paths["/channels/kinds"];

/** The kinds that there are, which the API's document has as its example. */
export const KINDS: { data: ChannelKind[]; next_cursor: null } =
  kindsPath.get.responses["200"].content["application/json"].example;

export const answerKinds = http.get("*/api/v1/channels/kinds", () => HttpResponse.json(KINDS));

export function sampleKind(id: string): ChannelKind {
  const kind = KINDS.data.find((kind) => kind.id === id);
  if (!kind) throw new Error(`There is no kind ${id}.`);
  return kind;
}

/** Things as the server sends them; a test states only what it is about. */
export function sampleChannel(about: Partial<Channel> = {}): Channel {
  return {
    id: "c1",
    name: "Ops room",
    kind: "slack",
    target: "hooks.slack.com",
    is_thin: false,
    retry_at_seconds: [5, 30, 60, 120, 300],
    disabled_reason: null,
    failing_since: null,
    old_secret_ends_at: null,
    set_by: { id: "u1", name: "Ann" },
    rules: 1,
    last_delivery: null,
    created_at: "2026-03-10T12:00:00Z",
    ...about,
  };
}

export function sampleAttempt(about: Partial<Attempt> = {}): Attempt {
  return {
    attempt: 1,
    started_at: "2026-03-10T12:00:00Z",
    duration_ms: 132,
    is_success: true,
    reason: null,
    detail: null,
    answer_status: 200,
    answer: "ok",
    request: 'POST hooks.slack.com\n\n{"text":"Test"}',
    next_attempt_at: null,
    ...about,
  };
}

/** A test with its one attempt. */
export function sampleOutcome(attempt: Partial<Attempt> = {}): TestOutcome {
  const tried = sampleAttempt(attempt);
  return {
    delivery: {
      id: "d1",
      channel: { id: "c1", kind: "slack", name: "Ops room" },
      event: "test",
      message_id: null,
      notice_id: null,
      number: null,
      rule_id: null,
      sender: "Codebell",
      service: "Codebell",
      status: tried.is_success ? "delivered" : "failed",
      reason: tried.reason,
      detail: tried.detail,
      answer_status: tried.answer_status,
      attempts: 1,
      needs_review: false,
      created_at: "2026-03-10T12:00:00Z",
      next_attempt_at: null,
      finished_at: "2026-03-10T12:00:01Z",
    },
    attempts: [tried],
  };
}

import type { Attempt, Delivery } from "./delivery-api.ts";

/** An id whose time of making is told by `place`: later ones sort behind. */
export function sampleId(place: number): string {
  return `01890000-0000-7000-8000-${String(place).padStart(12, "0")}`;
}

/** Things as the server sends them; a test states only what it is about. */
export function sampleDelivery(about: Partial<Delivery> = {}): Delivery {
  return {
    id: sampleId(1),
    channel: { id: "c1", name: "Ops chat", kind: "slack" },
    event: "message",
    message_id: "01890000-0000-7000-8000-00000000000a",
    notice_id: null,
    number: { id: "n1", phone_number: "+12025550143", label: "Ops phone" },
    sender: "+12025550199",
    service: "Stripe",
    rule_id: "r1",
    status: "delivered",
    reason: null,
    detail: null,
    attempts: 1,
    created_at: "2026-03-10T12:00:00.000Z",
    next_attempt_at: null,
    finished_at: "2026-03-10T12:00:01.400Z",
    answer_status: 200,
    needs_review: false,
    ...about,
  };
}

export function sampleFailed(about: Partial<Delivery> = {}): Delivery {
  return sampleDelivery({
    status: "failed",
    reason: "receiver_failed",
    detail: "answered 500",
    answer_status: 500,
    attempts: 3,
    needs_review: true,
    ...about,
  });
}

export function sampleAttempt(about: Partial<Attempt> = {}): Attempt {
  return {
    attempt: 1,
    started_at: "2026-03-10T12:00:00Z",
    duration_ms: 320,
    is_success: true,
    reason: null,
    detail: null,
    answer_status: 200,
    answer: null,
    request: null,
    next_attempt_at: null,
    ...about,
  };
}

import type { Canary, Gateway, GatewayKind, Send, SendEvent } from "./send-api.ts";

/** Things as the server sends them; a test states only what it is about. */
export function sampleSend(about: Partial<Send> = {}): Send {
  return {
    id: "01890000-0000-7000-8000-000000000001",
    kind: "code",
    to: "+6421555010",
    country: "NZ",
    company: "Acme Bank",
    language: "en",
    status: "accepted",
    gateway: "WebSMS",
    gateway_id: "g1",
    sent_by: "Ann",
    attempts: 0,
    created_at: "2026-03-10T12:00:00Z",
    expires_at: "2026-03-10T12:05:00Z",
    delivered_at: null,
    verified_at: null,
    voided_at: null,
    ...about,
  };
}

export function sampleEvent(about: Partial<SendEvent> = {}): SendEvent {
  return {
    event: "asked",
    result: "accepted",
    gateway: "WebSMS",
    at: "2026-03-10T12:00:00Z",
    answer_status: 200,
    detail: null,
    duration_ms: 320,
    ...about,
  };
}

export function sampleGateway(about: Partial<Gateway> = {}): Gateway {
  return {
    id: "g1",
    kind: "twilio",
    name: "Twilio NZ",
    is_enabled: true,
    countries: [],
    settings: { account_sid: "AC1", from: "+6421555010", server: "https://api.twilio.com" },
    managed_by: null,
    last: null,
    created_at: "2026-03-10T12:00:00Z",
    ...about,
  };
}

export function sampleKind(about: Partial<GatewayKind> = {}): GatewayKind {
  const field = { about: "", example: "", default: "", is_required: true, is_secret: false };
  return {
    id: "twilio",
    name: "Twilio",
    about: "Sends an SMS from a Twilio number or messaging service.",
    fields: [
      { ...field, name: "account_sid", label: "Account SID", input: { kind: "line" } },
      {
        ...field,
        name: "auth_token",
        label: "Auth token",
        is_secret: true,
        input: { kind: "line" },
      },
      { ...field, name: "from", label: "From", input: { kind: "line" } },
      {
        ...field,
        name: "server",
        label: "API address",
        default: "https://api.twilio.com",
        input: { kind: "url" },
      },
    ],
    ...about,
  };
}

export function sampleCanary(about: Partial<Canary> = {}): Canary {
  return {
    number: { id: "n1", phone_number: "+12025550143", label: "Front desk" },
    every_minutes: 60,
    within_seconds: 120,
    gateway_id: null,
    next_at: "2026-03-10T13:00:00Z",
    runs: [],
    ...about,
  };
}

import type { Delivery, LastMessage, Provider, Source } from "./source-api.ts";

/** Things as the server sends them; a test states only what it is about. */
export function sampleSource(about: Partial<Source> = {}): Source {
  return {
    id: "s1",
    provider: "joltsms",
    name: "Marketing",
    webhook_url: "https://codes.example.com/webhooks/marketing",
    default_number: null,
    tolerance_seconds: 300,
    scheme: null,
    fields: null,
    is_demo: false,
    managed_by: null,
    created_at: new Date().toISOString(),
    old_secret_ends_at: null,
    ...about,
  };
}

export function sampleDelivery(about: Partial<Delivery> = {}): Delivery {
  return {
    id: "01890000-0000-7000-8000-000000000009",
    received_at: "2026-03-10T12:00:00Z",
    outcome: "refused",
    reason: "signature_mismatch",
    event: null,
    detail: "The signature does not match.",
    address: "203.0.113.9",
    count: 1,
    ...about,
  };
}

export function sampleLastMessage(about: Partial<LastMessage> = {}): LastMessage {
  return {
    id: "01890000-0000-7000-8000-000000000001",
    received_at: "2026-03-10T12:00:00Z",
    number: { id: "n1", phone_number: "+12025550143", label: null, access: "new" },
    ...about,
  };
}

export function sampleProviders(): Provider[] {
  return [
    { id: "joltsms", name: "JoltSMS", is_signed: true },
    { id: "receivesms", name: "ReceiveSMS.ink", is_signed: true },
    { id: "websms", name: "WebSMS Connexus", is_signed: false },
    { id: "generic", name: "Generic HMAC", is_signed: true },
  ];
}

import type { Message } from "../api/client.ts";

/** A message as the server sends it; a test states only what it is about. */
export function sampleMessage(about: Partial<Message> = {}): Message {
  return {
    id: "01890000-0000-7000-8000-000000000001",
    number: { id: "n1", phone_number: "+12025550143", label: "Ops phone" },
    source: { id: "s1", name: "Main line", provider: "twilio" },
    sender: "Acme",
    body: "482913 is your Acme code.",
    code: "482913",
    service: "Acme",
    confidence: 0.97,
    code_expires_at: null,
    expiry_stated: false,
    domain: null,
    link: null,
    received_at: "2026-03-10T12:00:00Z",
    stored_at: "2026-03-10T12:00:00Z",
    read: false,
    claimed_by: null,
    claimed_at: null,
    ...about,
  };
}

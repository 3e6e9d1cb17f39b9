import document from "../../api/openapi.json?raw";
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

const providersPath = JSON.parse(document).paths["/providers"];

/** The providers that there are, which the API's document has as its example. */
export function sampleProviders(): Provider[] {
  return providersPath.get.responses["200"].content["application/json"].example.data;
}

export function sampleProvider(id: string): Provider {
  const provider = sampleProviders().find((provider) => provider.id === id);
  if (!provider) throw new Error(`There is no provider ${id}.`);
  return provider;
}

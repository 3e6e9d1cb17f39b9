import type { SendKind, SendStatus } from "./send-api.ts";

export const STATUSES: SendStatus[] = [
  "sending",
  "unknown",
  "accepted",
  "queued",
  "delivered",
  "failed",
  "blocked",
  "refused",
];

export const KINDS: SendKind[] = ["code", "relay", "text", "test"];

/** What the address bar says of the list of sends. */
export interface SendsSearch {
  status?: SendStatus;
  kind?: SendKind;
  gateway?: string;
  country?: string;
  to?: string;
  send?: string;
}

// A type, not an interface: it is handed on as plain query parameters.
export type SendQuery = {
  status?: SendStatus;
  kind?: SendKind;
  gateway_id?: string;
  country?: string;
  to?: string;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PHONE = /^\+\d{6,15}$/;

function like(pattern: RegExp, value: unknown): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

function given<T extends object>(all: T): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

/** A number as it may be typed, without what is only for the eye; undefined while it is none. */
export function phoneIn(text: string): string | undefined {
  // In an address a + stands for a space.
  return like(PHONE, `+${text.replace(/[\s().-]/g, "").replace(/^\+|^00/, "")}`);
}

/** Keeps what can be understood and drops the rest: an address may have been typed by hand. */
export function parseSendsSearch(raw: Record<string, unknown>): SendsSearch {
  return given({
    status: STATUSES.find((status) => status === raw.status),
    kind: KINDS.find((kind) => kind === raw.kind),
    gateway: like(ID, raw.gateway),
    country: like(/^[A-Z]{2}$/, raw.country),
    to: typeof raw.to === "string" ? phoneIn(raw.to) : undefined,
    send: like(ID, raw.send),
  });
}

export function toSendQuery({ status, kind, gateway, country, to }: SendsSearch): SendQuery {
  return given({ status, kind, gateway_id: gateway, country, to });
}

import type { Capability } from "../../api/use-capability.ts";

/** What a key may be allowed to do, in the order in which it is offered. */
export const SCOPES = [
  ["messages:read", "Read messages and codes"],
  ["messages:copy", "Record that a code was copied"],
  ["messages:claim", "Claim messages"],
  ["otp", "Send and verify codes"],
  ["sources:read", "See where messages come from"],
  ["billing:read", "See what the numbers cost"],
  ["audit:read", "Read the audit log"],
] as const satisfies [Capability, string][];

/** A key can never do more than the one who makes it. */
export function scopesAmong(capabilities: Capability[]) {
  return SCOPES.filter(([scope]) => capabilities.includes(scope));
}

export function scopeInWords(scope: Capability): string {
  return SCOPES.find(([known]) => known === scope)?.[1] ?? scope;
}

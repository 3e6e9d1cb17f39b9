import { t } from "@lingui/core/macro";
import type { Capability } from "../../api/use-capability.ts";

/** What a key may be allowed to do, in the order in which it is offered. */
const SCOPES = [
  ["messages:read", () => t`Read messages and codes`],
  ["messages:copy", () => t`Record that a code was copied`],
  ["messages:claim", () => t`Claim messages`],
  ["otp", () => t`Send and verify codes`],
  ["otp:attempts", () => t`See how many guesses at a code are left`],
  ["sources:read", () => t`See where messages come from`],
  ["channels:read", () => t`See where messages are forwarded to`],
  ["notices", () => t`See and dismiss notices`],
  ["billing:read", () => t`See what the numbers cost`],
  ["audit:read", () => t`Read the audit log`],
] as const satisfies [Capability, () => string][];

/** A key can never do more than the one who makes it. */
export function scopesAmong(capabilities: Capability[]) {
  return SCOPES.filter(([scope]) => capabilities.includes(scope)).map(
    ([scope, words]) => [scope, words()] as const,
  );
}

export function scopeInWords(scope: Capability): string {
  return SCOPES.find(([known]) => known === scope)?.[1]() ?? scope;
}

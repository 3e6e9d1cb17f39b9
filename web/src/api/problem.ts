import { t } from "@lingui/core/macro";
import { PasskeyRefused } from "../lib/passkeys.ts";
import type { components } from "./schema.gen.ts";

export type Problem = components["schemas"]["Problem"];

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "status" in value && "title" in value;
}

/** A sentence for the reader, whatever was thrown: a problem document, a lost network, a proxy's page. */
export function describeFailure(failure: unknown): string {
  if (isProblem(failure)) return failure.detail || failure.title;
  if (failure instanceof PasskeyRefused) return failure.message;
  if (failure instanceof TypeError)
    return t`The server can’t be reached. Check that it is running.`;
  return t`This page couldn’t read the server’s answer.`;
}

export function fieldFailures(failure: unknown): Record<string, string> {
  if (!isProblem(failure)) return {};
  const faults: Record<string, string> = {};
  for (const { field, detail } of failure.errors ?? []) {
    const before = faults[field];
    const sentence = asSentence(detail);
    faults[field] = before ? `${before.replace(/[^.?!。]$/, "$&.")} ${sentence}` : sentence;
  }
  return faults;
}

// The server's own sentence begins with the field, "code must be …"; here the label says that.
function asSentence(detail: string): string {
  return detail.charAt(0).toUpperCase() + detail.slice(1);
}

/** Whether asking again could help: not when the server understood us and said no. */
export function isWorthRetrying(failure: unknown): boolean {
  return !isProblem(failure) || failure.status >= 500 || failure.status === 429;
}

const SECOND_FACTOR_REQUIRED = "urn:codebell:second-factor-required";
const SECOND_FACTOR_SETUP_REQUIRED = "urn:codebell:second-factor-setup-required";

export interface SecondFactorChallenge {
  methods: ("totp" | "passkey" | "recovery_code")[];
  passkey?: { challenge_id: string; options: unknown } | null;
}

/** What the server asks for beside a right password; undefined where it said something else. */
export function secondFactorAsked(failure: unknown): SecondFactorChallenge | undefined {
  if (!isProblem(failure) || failure.type !== SECOND_FACTOR_REQUIRED) return undefined;
  const { methods = [], passkey } = failure as Problem & Partial<SecondFactorChallenge>;
  return { methods, passkey };
}

/** Whether the team demands a second factor that this session does not have yet. */
export function isHeldUp(failure: unknown): boolean {
  return isProblem(failure) && failure.type === SECOND_FACTOR_SETUP_REQUIRED;
}

export function isMissing(failure: unknown): boolean {
  return isProblem(failure) && failure.status === 404;
}

export function isConflict(failure: unknown): boolean {
  return isProblem(failure) && failure.status === 409;
}

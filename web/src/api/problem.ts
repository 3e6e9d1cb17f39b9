import type { components } from "./schema.gen.ts";

export type Problem = components["schemas"]["Problem"];

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "status" in value && "title" in value;
}

/** A sentence for the reader, whatever was thrown: a problem document, a lost network, a proxy's page. */
export function describeFailure(failure: unknown): string {
  if (isProblem(failure)) return failure.detail || failure.title;
  if (failure instanceof TypeError) return "The server can’t be reached. Check that it is running.";
  return "The server answered in a way this page does not understand.";
}

export function fieldFailures(failure: unknown): Record<string, string> {
  if (!isProblem(failure)) return {};
  return Object.fromEntries((failure.errors ?? []).map(({ field, detail }) => [field, detail]));
}

/** Whether asking again could help: not when the server understood us and said no. */
export function isWorthRetrying(failure: unknown): boolean {
  return !isProblem(failure) || failure.status >= 500 || failure.status === 429;
}

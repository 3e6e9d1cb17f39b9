import type { Onboarding } from "./onboarding-api.ts";

export type StepId =
  | "account"
  | "https"
  | "source"
  | "message"
  | "number"
  | "copy"
  | "teammate"
  | "two-factor"
  | "mail";

export interface Step {
  id: StepId;
  isDone: boolean;
  /** Good to have, and not counted. */
  isOptional?: boolean;
}

/** What the reader may do about it; what they may not is left out. */
export interface Rights {
  sources: boolean;
  numbers: boolean;
  team: boolean;
}

/** The first steps, each done or open as the facts say, in the order in which one takes them. */
export function checklist(facts: Onboarding, hasTwoFactor: boolean, may: Rights): Step[] {
  const steps: (Step | false)[] = [
    { id: "account", isDone: true },
    { id: "https", isDone: facts.is_https },
    may.sources && { id: "source", isDone: facts.sources > 0 },
    { id: "message", isDone: facts.has_message },
    may.numbers && { id: "number", isDone: facts.has_message && facts.new_numbers === 0 },
    { id: "copy", isDone: facts.has_copied },
    may.team && { id: "teammate", isDone: facts.members > 1 || facts.open_invitations > 0 },
    { id: "two-factor", isDone: hasTwoFactor },
    may.team && { id: "mail", isDone: facts.can_mail, isOptional: true },
  ];
  return steps.filter((step) => step !== false);
}

export function progress(steps: Step[]): { done: number; all: number } {
  const counted = steps.filter(({ isOptional }) => !isOptional);
  return { done: counted.filter(({ isDone }) => isDone).length, all: counted.length };
}

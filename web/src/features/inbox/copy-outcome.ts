import { passing } from "../../lib/passing.ts";

const ANSWER_MS = 2200;

export interface CopyOutcome {
  kind: "copied" | "failed";
  /** Who else is using the code, where that is so. */
  usedBy?: string;
}

const last = passing<{ id: string; outcome: CopyOutcome }>();

/** The answer to a copy, for a moment, wherever the message is shown: it may have been copied by a key. */
export function answerCopy(id: string, outcome: CopyOutcome) {
  // More to read takes longer.
  last.show({ id, outcome }, outcome.usedBy ? 2 * ANSWER_MS : ANSWER_MS);
}

/** Takes the answer back, as the copy was. */
export const withdrawAnswer = last.hide;

export const useCopyOutcome = (id: string): CopyOutcome | undefined =>
  last.use((answer) => (answer?.id === id ? answer.outcome : undefined));

import type { Message } from "../../api/client.ts";

/** How long a code counts as alive of which nobody knows when it ends. */
const UNKNOWN_LIFE_MS = 10 * 60_000;

export interface RunPlace {
  place: "newest" | "older";
  /** Until when it is worth saying: while an older code still lives. */
  until: number;
}

function endOf({ code_expires_at, received_at }: Message): number {
  return code_expires_at ? Date.parse(code_expires_at) : Date.parse(received_at) + UNKNOWN_LIFE_MS;
}

const seriesOf = ({ number, service, sender }: Message) =>
  JSON.stringify([number.id, (service ?? sender).toLowerCase()]);

/**
 * Codes that came in a row, from one service to one number, while the one before still lived: which
 * is the newest, and which were followed by another. The messages are the newest first.
 */
export function codeRuns(messages: Iterable<Message>): Map<string, RunPlace> {
  const newest = new Map<string, Message>();
  const runs = new Map<string, RunPlace>();
  for (const message of messages) {
    if (!message.code) continue;
    const series = seriesOf(message);
    const latest = newest.get(series);
    if (!latest) {
      newest.set(series, message);
      continue;
    }
    const until = endOf(message);
    if (until <= Date.parse(latest.received_at)) continue;
    runs.set(message.id, { place: "older", until });
    const known = runs.get(latest.id)?.until ?? 0;
    runs.set(latest.id, { place: "newest", until: Math.max(known, until) });
  }
  return runs;
}

/** Whether a message has a code that still works, as far as anybody knows. */
export function isAlive(message: Message, now: number): boolean {
  return message.code !== null && endOf(message) > now;
}

/** The code that one most likely came for: the newest that still lives. */
export function newestLiveCode(messages: Iterable<Message>, now: number): Message | undefined {
  for (const message of messages) {
    if (isAlive(message, now)) return message;
  }
  return undefined;
}

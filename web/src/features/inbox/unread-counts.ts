import type { components } from "../../api/schema.gen.ts";

export type UnreadCounts = components["schemas"]["Unread"];

/** Where the server stops counting a number's unread messages. */
const MOST = 100;

export function countOf(counts: UnreadCounts | undefined, numberId: string): number {
  return counts?.numbers.find(({ number_id }) => number_id === numberId)?.unread ?? 0;
}

/** Whether there is more than was counted. */
export function isMore(counts: UnreadCounts | undefined): boolean {
  return counts?.numbers.some(({ unread }) => unread >= MOST) ?? false;
}

function set(counts: UnreadCounts, numberId: string, unread: number): UnreadCounts {
  const others = counts.numbers.filter(({ number_id }) => number_id !== numberId);
  return { ...counts, numbers: [...others, { number_id: numberId, unread }] };
}

export function plusOne(counts: UnreadCounts, numberId: string): UnreadCounts {
  const unread = Math.min(MOST, countOf(counts, numberId) + 1);
  return { ...set(counts, numberId, unread), total: counts.total + 1 };
}

/** One less for each; undefined where the server had stopped counting, so that only it can tell. */
export function less(counts: UnreadCounts, numberIds: string[]): UnreadCounts | undefined {
  let left = counts;
  for (const id of numberIds) {
    const unread = countOf(left, id);
    if (unread >= MOST) return undefined;
    left = { ...set(left, id, Math.max(0, unread - 1)), total: Math.max(0, left.total - 1) };
  }
  return left;
}

export const NONE_UNREAD: UnreadCounts = { total: 0, numbers: [] };

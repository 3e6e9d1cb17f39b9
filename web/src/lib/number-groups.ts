interface Labelled {
  label?: string | null;
}

export interface NumberGroup<T> {
  /** What the labels of its numbers begin with; undefined for those that stand alone. */
  name?: string;
  numbers: T[];
}

/** "Stripe – EU", "Stripe: EU", "Stripe / EU", "Stripe - EU". */
const PREFIX = /^(.+?)(?:\s+[–—-]\s+|:\s+|\s*\/\s*)\S/;

function prefixOf({ label }: Labelled): string | undefined {
  return PREFIX.exec(label ?? "")?.[1]?.trim();
}

/**
 * Numbers by what their labels begin with, where two or more share it, in the order in which they come;
 * those that stand alone come first.
 */
export function groupsOf<T extends Labelled>(numbers: T[]): NumberGroup<T>[] {
  const byPrefix = new Map<string, NumberGroup<T>>();
  for (const number of numbers) {
    const name = prefixOf(number);
    if (name === undefined) continue;
    const key = name.toLocaleLowerCase();
    const group = byPrefix.get(key) ?? { name, numbers: [] };
    group.numbers.push(number);
    byPrefix.set(key, group);
  }
  const groups = [...byPrefix.values()].filter((group) => group.numbers.length > 1);
  const grouped = new Set(groups.flatMap((group) => group.numbers));
  const alone = numbers.filter((number) => !grouped.has(number));
  return alone.length > 0 ? [{ numbers: alone }, ...groups] : groups;
}

/** A name that none of the others bears: the wanted one, or else with the first number that is free. */
export function nextName(wanted: string, taken: readonly string[]): string {
  const others = new Set(taken.map((name) => name.trim().toLocaleLowerCase()));
  if (!others.has(wanted.toLocaleLowerCase())) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${wanted} ${number}`;
    if (!others.has(name.toLocaleLowerCase())) return name;
  }
}

const GROUPS: Record<number, number[]> = {
  6: [3, 3],
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [3, 3, 4],
  12: [4, 4, 4],
};

/**
 * Cuts a code of digits into groups that an eye can hold: 123456 is 123 and 456. Codes with
 * letters or dashes stay whole, because a gap there could be taken for a part of the code.
 */
export function codeGroups(code: string): string[] {
  const sizes = /^\d+$/.test(code) ? GROUPS[code.length] : undefined;
  if (!sizes) return [code];
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return code.slice(start - size, start);
  });
}

/** The code digit by digit, so that a screen reader does not read out a number in the thousands. */
export function spokenCode(code: string): string {
  return codeGroups(code)
    .map((group) => [...group].join(" "))
    .join(", ");
}

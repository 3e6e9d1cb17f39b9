/**
 * Spaces a number for the eye: +12025550143 is +1 202 555 0143. Others keep groups of three. On a page that
 * is written from the right it is kept together, or its plus sign would stand at the wrong end.
 */
export function phoneInWords(number: string): string {
  const spaced = inGroups(number);
  const isolates = document.documentElement.dir === "rtl" && /\d/.test(spaced);
  return isolates ? `\u2066${spaced}\u2069` : spaced;
}

function inGroups(number: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  if (american) return `+1 ${american[1]} ${american[2]} ${american[3]}`;
  const other = /^\+(\d{2})(\d{6,13})$/.exec(number);
  if (!other?.[2]) return number;
  const groups = other[2].match(/\d{3}(?=\d{2})|\d+/g) ?? [];
  return `+${other[1]} ${groups.join(" ")}`;
}

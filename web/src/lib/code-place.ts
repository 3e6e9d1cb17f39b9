/** The digits of other scripts that people read as ours: Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];
const GAP = "[\\s\\-–.·]?";

function anyScript(letter: string): string {
  if (!/\d/.test(letter)) return letter.replace(/[^\w]/g, "\\$&");
  const value = Number(letter);
  return `[${letter}${ZEROS.map((zero) => String.fromCodePoint(zero + value)).join("")}]`;
}

/** Where a code stands in a text, as it was written there: with gaps, or in the digits of its script. */
export function placeOf(code: string, text: string): { start: number; end: number } | undefined {
  const plain = text.indexOf(code);
  if (plain >= 0) return { start: plain, end: plain + code.length };
  const written = new RegExp([...code].map(anyScript).join(GAP), "iu").exec(text);
  return written ? { start: written.index, end: written.index + written[0].length } : undefined;
}

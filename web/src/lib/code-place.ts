/** The digits of other scripts that people read as ours: Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];
const GAP = "[\\s\\-–.·]?";

function anyScript(letter: string): string {
  if (!/\d/.test(letter)) return letter.replace(/[^\w]/g, "\\$&");
  const value = Number(letter);
  return `[${letter}${ZEROS.map((zero) => String.fromCodePoint(zero + value)).join("")}]`;
}

interface Place {
  start: number;
  end: number;
}

/**
 * Where the code of a message stands in its text, in units of JavaScript. The server counts characters; of
 * a message from before it did, the code is looked for as it may have been written.
 */
export function placeOf(message: {
  body: string;
  code: string | null;
  code_span: Place | null;
}): Place | undefined {
  const { body, code, code_span: span } = message;
  if (!code) return undefined;
  if (!span) return search(code, body);
  const characters = [...body];
  const start = characters.slice(0, span.start).join("").length;
  return { start, end: start + characters.slice(span.start, span.end).join("").length };
}

/** With gaps, or in the digits of its script. */
function search(code: string, text: string): Place | undefined {
  const plain = text.indexOf(code);
  if (plain >= 0) return { start: plain, end: plain + code.length };
  const written = new RegExp([...code].map(anyScript).join(GAP), "iu").exec(text);
  return written ? { start: written.index, end: written.index + written[0].length } : undefined;
}

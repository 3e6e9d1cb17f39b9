/** Something that the palette finds. */
export interface Entry {
  id: string;
  words: string;
  /** What kind of thing it is, in a word. */
  kind: string;
  /** What else people call it, in their language and in English: words with spaces between. */
  also?: string[];
  /** As tinykeys writes them, where it can be pressed as well. */
  keys?: string;
  /** Shown only when it is sought: there may be hundreds of them. */
  sought?: boolean;
  run: () => void;
}

const MOST = 40;
// Written without spaces, so a word of it may begin anywhere.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Lower case, without accents, in words: "Über-Sicht" is "uber" and "sicht". */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

const IN_NAME = 8;
const IN_SYNONYM = 3;
const WHOLE = 2;
const FIRST = 1;

function matchOf(sought: string, words: string[], worth: number): number {
  let best = 0;
  words.forEach((word, place) => {
    const found = word.startsWith(sought) || (UNSPACED.test(sought) && word.includes(sought));
    if (!found) return;
    const score = worth + (word === sought ? WHOLE : 0) + (place === 0 ? FIRST : 0);
    best = Math.max(best, score);
  });
  return best;
}

/** How well an entry fits: 0 unless each sought word begins one of its words. */
function scoreOf({ words, also = [] }: Entry, sought: string[]): number {
  const name = wordsOf(words);
  const synonyms = also.flatMap(wordsOf);
  let sum = 0;
  for (const word of sought) {
    const score = Math.max(matchOf(word, name, IN_NAME), matchOf(word, synonyms, IN_SYNONYM));
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

/** What fits, the best first; equals stay in their order. Nothing sought finds what is always shown. */
export function rank(entries: Entry[], query: string): Entry[] {
  const sought = wordsOf(query);
  if (sought.length === 0) return entries.filter((entry) => !entry.sought).slice(0, MOST);
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, sought) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

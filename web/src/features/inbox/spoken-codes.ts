/**
 * Says at most one thing a second: what came in between is gathered, so that under load one hears
 * how many codes came instead of a stream without an end.
 */
export function spokenCodes(
  say: (words: string) => void,
  many: (count: number) => string,
  gapMs = 1000,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: string[] = [];

  function pause() {
    timer = setTimeout(() => {
      timer = undefined;
      const [only] = waiting;
      if (only === undefined) return;
      say(waiting.length === 1 ? only : many(waiting.length));
      waiting = [];
      pause();
    }, gapMs);
  }

  return {
    add(words: string) {
      if (timer !== undefined) {
        waiting.push(words);
        return;
      }
      say(words);
      pause();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
    },
  };
}

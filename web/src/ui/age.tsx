import { useClock } from "../lib/clock.ts";
import { ageInWords, exactTime } from "../lib/time-words.ts";

export function Age({ at, className }: { at: string; className?: string }) {
  const words = useClock((now) => ageInWords(at, now));
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {words}
    </time>
  );
}

import { usePreferences } from "../api/use-preferences.ts";
import { useClock } from "../lib/clock.ts";
import { exactTime } from "../lib/date-format.ts";
import { ageInWords } from "../lib/time-words.ts";

export function Age({ at, className }: { at: string; className?: string }) {
  const words = useClock((now) => ageInWords(at, now));
  const { date_format } = usePreferences();
  return (
    <time dateTime={at} title={exactTime(at, date_format)} className={className}>
      {words}
    </time>
  );
}

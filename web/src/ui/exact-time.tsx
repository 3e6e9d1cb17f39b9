import { usePreferences } from "../api/use-preferences.ts";
import { exactTime } from "../lib/date-format.ts";

/** A date with its time to the second, written the way the reader has chosen. */
export function ExactTime({ at, className }: { at: string; className?: string }) {
  const { date_format } = usePreferences();
  return (
    <time dateTime={at} className={className}>
      {exactTime(at, date_format)}
    </time>
  );
}

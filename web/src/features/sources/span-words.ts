import { formatLocale } from "../../i18n/activate.ts";

type Unit = "second" | "minute" | "hour" | "day";

const made = new Map<string, Intl.NumberFormat>();

function format(unit: Unit): Intl.NumberFormat {
  const key = `${formatLocale()} ${unit}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = new Intl.NumberFormat(formatLocale(), {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 0,
  });
  made.set(key, fresh);
  return fresh;
}

/** A length of time in its largest fitting unit: "40 seconds", "12 minutes", "3 hours". */
export function spanInWords(seconds: number): string {
  if (seconds < 120) return format("second").format(seconds);
  if (seconds < 2 * 3600) return format("minute").format(seconds / 60);
  if (seconds < 2 * 86_400) return format("hour").format(seconds / 3600);
  return format("day").format(seconds / 86_400);
}

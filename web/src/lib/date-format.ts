import { dateFormatter } from "./intl-formats.ts";

/** How a reader wants full times written; "auto" is the manner of their own locale. */
export type DateFormat = "auto" | "us" | "european" | "iso";

const DATE = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

const two = (value: number) => String(value).padStart(2, "0");

/** A date with its time to the second, in the reader's time zone. */
export function exactTime(at: string, format: DateFormat): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const year = String(time.getFullYear()).padStart(4, "0");
  const month = two(time.getMonth() + 1);
  const day = two(time.getDate());
  const minutes = `${two(time.getMinutes())}:${two(time.getSeconds())}`;
  const hours = time.getHours();
  switch (format) {
    case "us": {
      const half = hours < 12 ? "AM" : "PM";
      return `${month}/${day}/${year} ${two(hours % 12 || 12)}:${minutes} ${half}`;
    }
    case "european":
      return `${day}/${month}/${year} ${two(hours)}:${minutes}`;
    case "iso":
      return `${year}-${month}-${day} ${two(hours)}:${minutes}`;
    default:
      return inTheReadersManner(time);
  }
}

// Date and time apart: together some locales put a comma or a word between them.
function inTheReadersManner(time: Date): string {
  const written = `${dateFormatter(DATE).format(time)} ${dateFormatter(TIME).format(time)}`;
  // Browsers differ in the space before AM and PM.
  return written.replace(/\u202f/g, " ");
}

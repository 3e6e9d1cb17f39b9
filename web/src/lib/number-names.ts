import { formatLocale } from "../i18n/activate.ts";
import { phoneInWords } from "./phone-words.ts";

interface Named {
  label?: string | null;
  phone_number: string;
}

/** What a number is called: its label, or else itself. */
export function numberName({ label, phone_number }: Named): string {
  return label ?? phoneInWords(phone_number);
}

/** The order of a list of numbers: by label as the reader's language sorts, those without one last. */
export function byNumberName(a: Named, b: Named): number {
  const ranks = Number(!a.label) - Number(!b.label);
  return ranks || numberName(a).localeCompare(numberName(b), formatLocale(), { numeric: true });
}

/** Whether a number is meant by some words: any part of its label, or some of its digits in a row. */
export function isNumberMeant({ label, phone_number }: Named, words: string): boolean {
  const sought = words.trim().toLocaleLowerCase();
  const digits = sought.replace(/[\s()+.-]/g, "");
  if (sought === "") return true;
  if (label?.toLocaleLowerCase().includes(sought)) return true;
  return /^\d+$/.test(digits) && phone_number.includes(digits);
}

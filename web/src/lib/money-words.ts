import { formatLocale } from "../i18n/activate.ts";

/** An amount as the server writes it, in the reader's manner: 2.50 EUR is €2.50. */
export function moneyInWords(amount: string, currency: string): string {
  try {
    return new Intl.NumberFormat(formatLocale(), { style: "currency", currency }).format(
      // A decimal text: no digit of a large sum is lost to floating point.
      amount as Intl.StringNumericLiteral,
    );
  } catch {
    return `${amount} ${currency}`;
  }
}

import { formatLocale } from "../i18n/activate.ts";

const made = new Map<object, Map<string, Intl.DateTimeFormat>>();

/**
 * A formatter of dates in the reader's manner, made when it is first needed: the language is not
 * known before the page has loaded it. Made once per locale, because making one is slow; `options`
 * must therefore be a constant.
 */
export function dateFormatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = formatLocale();
  const known = made.get(options) ?? new Map<string, Intl.DateTimeFormat>();
  const formatter = known.get(locale) ?? new Intl.DateTimeFormat(locale, options);
  made.set(options, known.set(locale, formatter));
  return formatter;
}

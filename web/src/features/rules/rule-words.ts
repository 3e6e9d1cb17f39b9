import { plural, t } from "@lingui/core/macro";
import type { PhoneNumber } from "../../api/client.ts";
import { formatLocale } from "../../i18n/activate.ts";
import { numberName } from "../../lib/number-names.ts";
import type { DryRunResult, NoticeKind } from "./rule-api.ts";

export function nameOfNumber(id: string, numbers: PhoneNumber[] | undefined): string {
  const found = numbers?.find((number) => number.id === id);
  return found ? numberName(found) : t`one number`;
}

/** "Stripe, GitHub or Acme", in the reader's language. */
export function oneOf(names: string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: "disjunction" }).format(names);
}

export function noticeKindInWords(kind: NoticeKind): string {
  switch (kind) {
    case "number.expiring":
      return t`a number ends soon`;
    case "number.silent":
      return t`a number has gone silent`;
    case "billing.issue":
      return t`a provider has trouble with a payment`;
    case "channel.failing":
      return t`a channel fails`;
    case "channel.gone":
      return t`a channel’s receiver is gone`;
    case "channel.orphaned":
      return t`someone who left has channels`;
    case "pattern.slow":
      return t`a pattern is too slow`;
    case "audit.broken":
      return t`the audit log was changed`;
    case "database.restarted":
      return t`the database was restarted`;
    case "send.ceiling":
      return t`no more codes are sent today`;
    case "canary.missing":
      return t`a tested number may not receive any more`;
  }
}

/** What a draft would do, after a trial. */
export function matchesInWords(result: DryRunResult, isDraft: boolean): string {
  const { tried, matched } = result;
  if (tried === 0) return t`There is no message yet to try it on.`;
  return isDraft
    ? plural(tried, {
        one: `${matched} of the last # message matches the rule.`,
        other: `${matched} of the last # messages match the rule.`,
      })
    : plural(tried, {
        one: `${matched} of the last # message matches a rule.`,
        other: `${matched} of the last # messages match a rule.`,
      });
}

export function forwardedInWords({ forwarded }: DryRunResult, isDraft: boolean): string {
  return isDraft
    ? plural(forwarded, {
        one: "With all rules together # would be forwarded.",
        other: "With all rules together # would be forwarded.",
      })
    : plural(forwarded, {
        one: "# would be forwarded.",
        other: "# would be forwarded.",
      });
}

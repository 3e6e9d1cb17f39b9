import { plural, t } from "@lingui/core/macro";
import type { PhoneNumber } from "../../api/client.ts";
import { formatLocale } from "../../i18n/activate.ts";
import { numberName } from "../../lib/number-names.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import type { NewCodeRule, Preview, RuleKind } from "./code-rule-api.ts";

export function kindInWords(kind: RuleKind): string {
  return kind === "code" ? t`The code` : t`No code`;
}

/** What a pattern of this kind does, said below its field. */
export function patternHint(kind: RuleKind): string {
  return kind === "code"
    ? t`A regular expression. The first group in brackets is the code; without brackets, the whole match is.`
    : t`A regular expression. Messages that match have no code.`;
}

type Conditions = Pick<NewCodeRule, "number_id" | "sender" | "service">;

/** Which messages a rule is for. */
export function conditionsInWords(rule: Conditions, numbers: PhoneNumber[] | undefined): string {
  const found = numbers?.find(({ id }) => id === rule.number_id);
  const number = found ? numberName(found) : t`one number`;
  const sender = rule.sender && phoneInWords(rule.sender);
  const { service } = rule;
  const words = [
    rule.number_id && t`only to ${number}`,
    sender && t`only from ${sender}`,
    service && t`only of the service ${service}`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(" · ") : t`for all messages`;
}

export function previewInWords({ changed, tried }: Pick<Preview, "changed" | "tried">): string {
  if (tried === 0) return t`There is no message yet to try it on.`;
  if (changed === 0) {
    return plural(tried, {
      one: "This rule would not change your only message.",
      other: "This rule would change none of the last # messages.",
    });
  }
  const count = new Intl.NumberFormat(formatLocale()).format(changed);
  return plural(tried, {
    one: "This rule would change your only message.",
    other: `This rule would change ${count} of the last # messages.`,
  });
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { hoursInWords } from "./hour-words.ts";
import type { Conditions, RuleEvent } from "./rule-api.ts";
import { nameOfNumber, noticeKindInWords, oneOf } from "./rule-words.ts";
import classes from "./rules.module.css";

interface ConditionSentenceProps {
  event: RuleEvent;
  conditions: Conditions;
  numbers: PhoneNumber[] | undefined;
}

/** When a rule holds: "If it has a code, from Stripe, Mon–Fri 09:00–17:30 Europe/Berlin". */
export function ConditionSentence({ event, conditions, numbers }: ConditionSentenceProps) {
  const said = mainConditionOf(event, conditions);
  const lead = said ?? (event === "message" ? t`Every message` : t`Every notice`);
  return (
    <>
      {lead}
      {furtherOf(conditions, numbers).map(({ key, words }, place) => (
        <span key={key}>
          {/* "Every message from Stripe", but "If it has a code, from Stripe". */}
          {place > 0 || said ? ", " : " "}
          {words}
        </span>
      ))}
    </>
  );
}

function mainConditionOf(event: RuleEvent, conditions: Conditions): string | undefined {
  if (event === "message") {
    if (conditions.has_code === null) return undefined;
    return conditions.has_code ? t`If it has a code` : t`If it has no code`;
  }
  const kinds = oneOf(conditions.notice_kinds.map(noticeKindInWords));
  return kinds ? t`If ${kinds}` : undefined;
}

function furtherOf(conditions: Conditions, numbers: PhoneNumber[] | undefined) {
  const { senders, services, number_ids, pattern, hours } = conditions;
  const from = oneOf(senders.map(phoneInWords));
  const of = oneOf(services);
  const to = oneOf(number_ids.map((id) => nameOfNumber(id, numbers)));
  const code = <code className={classes.pattern}>{pattern}</code>;
  const parts: { key: string; words: ReactNode }[] = [
    { key: "from", words: from && t`from ${from}` },
    { key: "of", words: of && t`of the service ${of}` },
    { key: "to", words: to && t`at ${to}` },
    { key: "pattern", words: pattern !== null && <Trans>with text that matches {code}</Trans> },
    { key: "hours", words: hours && hoursInWords(hours) },
  ];
  return parts.filter(({ words }) => words);
}

import { t } from "@lingui/core/macro";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import type { Rule } from "./rule-api.ts";
import { RuleList } from "./rule-list.tsx";
import { nameOfNumber } from "./rule-words.ts";

interface RuleListsProps {
  rules: Rule[];
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
  isReadOnly: boolean;
  onEdit: (rule: Rule) => void;
  onDelete: (rule: Rule) => void;
}

/** The rules for all numbers, those of each number that has its own, and those for notices. */
export function RuleLists({ rules, ...row }: RuleListsProps) {
  const messages = rules.filter(({ event }) => event === "message");
  const owners = new Set(messages.flatMap(({ number_id }) => number_id ?? []));
  return (
    <>
      <RuleList
        {...row}
        title={t`For all numbers`}
        words={t`For messages to numbers that have no rules of their own.`}
        none={t`No rule. Messages to numbers without rules of their own are not forwarded.`}
        rules={messages.filter(({ number_id }) => number_id === null)}
      />
      {[...owners].map((id) => {
        const own = messages.filter(({ number_id }) => number_id === id);
        const name = nameOfNumber(id, row.numbers);
        return (
          <RuleList
            key={id}
            {...row}
            title={t`Only for ${name}`}
            // A list of which nothing is switched on is none to the server.
            words={
              own.some(({ is_enabled }) => is_enabled)
                ? t`These replace the rules for all numbers.`
                : t`All of these rules are switched off, so the rules for all numbers apply here too.`
            }
            none=""
            rules={own}
          />
        );
      })}
      <RuleList
        {...row}
        title={t`Notices`}
        words={t`Alerts from your providers and Codebell: a number ends soon or has gone silent, a channel fails.`}
        none={t`No rule. Notices are shown in Codebell only.`}
        rules={rules.filter(({ event }) => event === "notice")}
      />
    </>
  );
}

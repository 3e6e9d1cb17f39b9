import { t } from "@lingui/core/macro";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { useMoves } from "../../ui/moves.tsx";
import { Part } from "../../ui/page.tsx";
import rowClasses from "../../ui/rows.module.css";
import type { Rule } from "./rule-api.ts";
import { RuleRow } from "./rule-row.tsx";
import { useOrderRules } from "./use-rules.ts";

interface RuleListProps {
  title: string;
  words?: string;
  none: string;
  rules: Rule[];
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
  isReadOnly: boolean;
  onEdit: (rule: Rule) => void;
  onDelete: (rule: Rule) => void;
}

/** The rules of one list, in the order in which they are tried. */
export function RuleList(props: RuleListProps) {
  const { title, words, none, rules, ...row } = props;
  const order = useOrderRules();
  const announce = useAnnounce();
  const { list, move } = useMoves(rules, (ids, { name }, place) => {
    const count = ids.length;
    order.mutate(ids, {
      onSuccess: () => announce(t`${name} is now rule ${place} of ${count}.`),
    });
  });

  return (
    <Part title={title} words={words}>
      <FailureNotice failure={order.error} lead={t`The order could not be changed.`} />
      {rules.length === 0 ? (
        <p className={rowClasses.none}>{none}</p>
      ) : (
        <ol ref={list} className={rowClasses.rows} aria-label={title}>
          {rules.map((rule, place) => (
            <RuleRow
              key={rule.id}
              {...row}
              rule={rule}
              place={place + 1}
              count={rules.length}
              onMove={(direction) => move(rule, direction)}
            />
          ))}
        </ol>
      )}
    </Part>
  );
}

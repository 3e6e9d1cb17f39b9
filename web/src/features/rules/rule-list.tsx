import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Part } from "../../ui/page.tsx";
import rowClasses from "../../ui/rows.module.css";
import type { Rule } from "./rule-api.ts";
import { RuleRow } from "./rule-row.tsx";
import classes from "./rules.module.css";
import { useOrderRules } from "./use-rules.ts";

export type Direction = "up" | "down";

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
  const list = useRef<HTMLOListElement>(null);
  const inOrder = rules.map(({ id }) => id).join();
  const moved = useRef<{ id: string; direction: Direction }>(undefined);

  // A row that is put elsewhere loses the focus in most browsers.
  useEffect(() => {
    const last = moved.current;
    if (!last || !inOrder) return;
    moved.current = undefined;
    const button = `[data-rule="${last.id}"] button[data-move="${last.direction}"]`;
    list.current?.querySelector<HTMLButtonElement>(button)?.focus();
  }, [inOrder]);

  function move(rule: Rule, direction: Direction) {
    const from = rules.indexOf(rule);
    const to = direction === "up" ? from - 1 : from + 1;
    const ids = rules.map(({ id }) => id);
    // At its end of the list the button does nothing, but stays where the focus is.
    if (to < 0 || to >= rules.length) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    moved.current = { id: rule.id, direction };
    const { name } = rule;
    const place = to + 1;
    const count = rules.length;
    order.mutate(ids, {
      onSuccess: () => announce(t`${name} is now rule ${place} of ${count}.`),
    });
  }

  return (
    <Part title={title} words={words}>
      <FailureNotice failure={order.error} lead={t`The order could not be changed.`} />
      {rules.length === 0 ? (
        <p className={rowClasses.none}>{none}</p>
      ) : (
        <ol ref={list} className={classes.list} aria-label={title}>
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

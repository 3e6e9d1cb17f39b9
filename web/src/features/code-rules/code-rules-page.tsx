import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import cards from "../../ui/cards.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { RemovalDialog } from "../../ui/removal-dialog.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { AddRuleDialog } from "./add-rule-dialog.tsx";
import type { CodeRule } from "./code-rule-api.ts";
import { CodeRuleRow } from "./code-rule-row.tsx";
import classes from "./code-rules.module.css";
import { MOST_COUNTED, useCodeRules, useDeleteRule, useMissed } from "./use-code-rules.ts";

interface CodeRulesPageProps {
  /** Undefined until they are known. */
  numbers: PhoneNumber[] | undefined;
}

/** The team's own rules for what the code of a message is. */
export function CodeRulesPage({ numbers }: CodeRulesPageProps) {
  const { data, error, refetch } = useCodeRules();
  const missed = useMissed();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<CodeRule>();
  const add = useRef<HTMLButtonElement>(null);
  const wasRemoving = useRef(false);
  const rules = data?.data;

  // The button that was pressed went with its rule: the focus would be nowhere.
  useEffect(() => {
    if (!removing && rules && document.activeElement === document.body && wasRemoving.current)
      add.current?.focus({ preventScroll: true });
    wasRemoving.current = removing !== undefined;
  }, [removing, rules]);

  return (
    <Page
      title={t`Code rules`}
      lead={t`Tell Codebell which part of a message is the code. Your rules run before automatic detection, newest first; the first match wins.`}
      actions={
        <Button ref={add} onClick={() => setAdding(true)}>
          <Trans>Add rule</Trans>
        </Button>
      }
    >
      <p className={classes.missed}>
        <Link to="/" search={{ code_missed: "true" }} className={classes.missedLink}>
          <Trans>Messages where a code was probably missed</Trans>
        </Link>
        {missed !== undefined && <span className={classes.count}>{countInWords(missed)}</span>}
      </p>
      {error && !rules && <LoadFailure failure={error} onRetry={refetch} />}
      {!rules && !error && <WaitingRows label={t`Loading rules`} />}
      {rules?.length === 0 && (
        <BlankState title={t`No rule yet`}>
          <p>
            <Trans>
              Codebell finds most codes automatically. If a code is wrong or missing, open the
              message and choose “Wrong code?” or “Code missing?” to create a rule, or add one here.
            </Trans>
          </p>
        </BlankState>
      )}
      {rules && rules.length > 0 && (
        <ol
          className={`${cards.list} ${cards.close}`}
          aria-label={t`Rules, in the order in which they run`}
        >
          {rules.map((rule) => (
            <CodeRuleRow
              key={rule.id}
              rule={rule}
              numbers={numbers}
              onDelete={() => setRemoving(rule)}
            />
          ))}
        </ol>
      )}
      {isAdding && <AddRuleDialog numbers={numbers} onClose={() => setAdding(false)} />}
      {removing && <DeleteRule rule={removing} onClose={() => setRemoving(undefined)} />}
    </Page>
  );
}

function countInWords(missed: number): string {
  if (missed === 0) return t`none`;
  if (missed >= MOST_COUNTED) return t`100 or more`;
  return plural(missed, { one: "# message", other: "# messages" });
}

function DeleteRule({ rule, onClose }: { rule: CodeRule; onClose: () => void }) {
  const remove = useDeleteRule(rule.id);
  return (
    <RemovalDialog
      title={t`Delete this rule?`}
      act={t`Delete`}
      removal={remove}
      removed={t`The rule is deleted.`}
      onClose={onClose}
    >
      <p>
        <code className={classes.pattern}>{rule.pattern}</code>
      </p>
      <p>
        <Trans>
          New messages no longer use this rule. Codes it found in earlier messages stay.
        </Trans>
      </p>
    </RemovalDialog>
  );
}

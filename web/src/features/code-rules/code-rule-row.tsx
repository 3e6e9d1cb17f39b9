import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { PhoneNumber } from "../../api/client.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import rows from "../../ui/rows.module.css";
import type { CodeRule } from "./code-rule-api.ts";
import classes from "./code-rules.module.css";
import { conditionsInWords, kindInWords } from "./rule-words.ts";

interface CodeRuleRowProps {
  rule: CodeRule;
  numbers: PhoneNumber[] | undefined;
  onDelete: () => void;
}

export function CodeRuleRow({ rule, numbers, onDelete }: CodeRuleRowProps) {
  const { pattern } = rule;
  return (
    <li className={classes.row}>
      <div className={classes.about}>
        <div className={rows.name}>
          <Badge tone={rule.kind === "code" ? "good" : "plain"}>{kindInWords(rule.kind)}</Badge>
          <code className={classes.pattern}>{pattern}</code>
          {!rule.is_enabled && (
            <Badge tone="heed">
              <Trans>Switched off: too slow</Trans>
            </Badge>
          )}
        </div>
        {rule.test_message && <p className={classes.test}>{rule.test_message}</p>}
        <p className={rows.facts}>
          {conditionsInWords(rule, numbers)} ·{" "}
          <Trans>
            added <Age at={rule.created_at} />
          </Trans>
        </p>
      </div>
      <div className={rows.acts}>
        <Button variant="default" aria-label={t`Delete the rule ${pattern}`} onClick={onDelete}>
          <Trans>Delete</Trans>
        </Button>
      </div>
    </li>
  );
}

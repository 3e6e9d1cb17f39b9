import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Switch } from "@mantine/core";
import type { Channel, PhoneNumber } from "../../api/client.ts";
import { Badge } from "../../ui/badge.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import moves from "../../ui/moves.module.css";
import { type Direction, MoveButtons } from "../../ui/moves.tsx";
import rows from "../../ui/rows.module.css";
import { ChannelChips } from "./channel-chips.tsx";
import { ConditionSentence } from "./condition-sentence.tsx";
import type { Rule } from "./rule-api.ts";
import classes from "./rules.module.css";
import { useUpdateRule } from "./use-rules.ts";

interface RuleRowProps {
  rule: Rule;
  /** 1 for the rule that is tried first. */
  place: number;
  count: number;
  channels: Channel[] | undefined;
  numbers: PhoneNumber[] | undefined;
  isReadOnly: boolean;
  onMove: (direction: Direction) => void;
  onEdit: (rule: Rule) => void;
  onDelete: (rule: Rule) => void;
}

export function RuleRow(props: RuleRowProps) {
  const { rule, place, channels, numbers, isReadOnly } = props;
  const update = useUpdateRule(rule.id);
  const isOn = update.isPending ? update.variables.is_enabled : rule.is_enabled;
  const { name, set_by } = rule;
  const who = set_by?.name;
  return (
    <li className={classes.row} data-row={rule.id} data-off={!isOn}>
      <span className={moves.place}>{place}</span>
      <div className={classes.about}>
        <div className={rows.name}>
          {name}
          {rule.stop && <Badge tone="good">{t`stop here`}</Badge>}
          {!isOn && <Badge>{t({ message: "off", context: "rule" })}</Badge>}
        </div>
        <p className={classes.sentence}>
          <ConditionSentence event={rule.event} conditions={rule.conditions} numbers={numbers} />
        </p>
        <ChannelChips ids={rule.channel_ids} channels={channels} none={t`To no channel`} />
        <p className={rows.facts}>
          {who ? <Trans>Last set by {who}</Trans> : t`Set by somebody who has left`}
        </p>
        <FailureNotice failure={update.error} />
      </div>
      {!isReadOnly && (
        <Acts
          {...props}
          isOn={isOn ?? rule.is_enabled}
          onSwitch={(is_enabled) => update.mutate({ is_enabled })}
        />
      )}
    </li>
  );
}

interface ActsProps extends RuleRowProps {
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

function Acts({ rule, place, count, isOn, onSwitch, onMove, onEdit, onDelete }: ActsProps) {
  const { name } = rule;
  return (
    <div className={`${rows.acts} ${classes.acts}`}>
      <Switch
        aria-label={t`${name} is switched on`}
        checked={isOn}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
        classNames={{ root: classes.switch, body: classes.switchBody }}
      />
      <MoveButtons name={name} place={place} count={count} onMove={onMove} />
      <Button variant="default" aria-label={t`Change rule ${name}`} onClick={() => onEdit(rule)}>
        <Trans>Change</Trans>
      </Button>
      <Button
        variant="default"
        aria-label={t`Delete the rule ${name}`}
        onClick={() => onDelete(rule)}
      >
        <Trans>Delete</Trans>
      </Button>
    </div>
  );
}

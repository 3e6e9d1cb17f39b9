import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Switch } from "@mantine/core";
import { type Direction, MoveButtons } from "../../ui/moves.tsx";
import rows from "../../ui/rows.module.css";
import classes from "./gateways.module.css";
import type { Gateway } from "./send-api.ts";

export type GatewayAct = "edit" | "test" | "remove";

export interface GatewayRowProps {
  gateway: Gateway;
  /** 1 for the one at the top. */
  place: number;
  count: number;
  /** Whether it is the first of those that are switched on. */
  isFirst: boolean;
  mayWrite: boolean;
  mayTest: boolean;
  onMove: (direction: Direction) => void;
  onAct: (act: GatewayAct) => void;
}

interface GatewayActsProps extends GatewayRowProps {
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
}

/** What can be done with a gateway; Managers can only test one. */
export function GatewayActs(props: GatewayActsProps) {
  const { gateway, place, count, isOn, mayWrite, mayTest, onTurn, onMove, onAct } = props;
  const { name, is_enabled, managed_by } = gateway;
  return (
    <div className={`${rows.acts} ${classes.acts}`}>
      {mayWrite && (
        <Switch
          aria-label={t`${name} is switched on`}
          checked={isOn}
          onChange={(event) => onTurn(event.currentTarget.checked)}
          classNames={{ root: classes.switch, body: classes.switchBody, track: classes.track }}
        />
      )}
      {mayWrite && <MoveButtons name={name} place={place} count={count} onMove={onMove} />}
      {mayTest && is_enabled && (
        <Button variant="default" aria-label={t`Test ${name}`} onClick={() => onAct("test")}>
          <Trans>Test</Trans>
        </Button>
      )}
      {mayWrite && (
        <Button variant="default" aria-label={t`Edit ${name}`} onClick={() => onAct("edit")}>
          <Trans>Edit</Trans>
        </Button>
      )}
      {mayWrite && !managed_by && (
        <Button variant="default" aria-label={t`Remove ${name}`} onClick={() => onAct("remove")}>
          <Trans>Remove</Trans>
        </Button>
      )}
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Button, Switch } from "@mantine/core";
import { ChevronIcon } from "../../ui/icons.tsx";
import rows from "../../ui/rows.module.css";
import type { GatewayRowProps } from "./gateway-row.tsx";
import classes from "./gateways.module.css";

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
      {mayWrite && count > 1 && (
        <>
          <ActionIcon
            variant="default"
            size={36}
            data-move="up"
            aria-disabled={place === 1}
            aria-label={t`Move ${name} up`}
            onClick={() => onMove("up")}
          >
            <span className={classes.up}>
              <ChevronIcon />
            </span>
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={36}
            data-move="down"
            aria-disabled={place === count}
            aria-label={t`Move ${name} down`}
            onClick={() => onMove("down")}
          >
            <ChevronIcon />
          </ActionIcon>
        </>
      )}
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

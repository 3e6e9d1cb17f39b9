import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Badge } from "../../ui/badge.tsx";
import cards from "../../ui/cards.module.css";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import moves from "../../ui/moves.module.css";
import { GatewayActs, type GatewayRowProps } from "./gateway-acts.tsx";
import classes from "./gateways.module.css";
import { LastAnswerLine } from "./last-answer-line.tsx";
import { countryInWords, listInWords } from "./place-words.ts";
import { useGatewayKinds, useUpdateGateway } from "./use-gateways.ts";

export function GatewayRow(props: GatewayRowProps) {
  const { gateway, place, isFirst, mayWrite, mayTest } = props;
  const kinds = useGatewayKinds().data?.data;
  const update = useUpdateGateway(gateway.id);
  const announce = useAnnounce();
  const { name, countries, managed_by } = gateway;
  const isOn = (update.isPending ? update.variables.is_enabled : null) ?? gateway.is_enabled;
  const kind = kinds?.find(({ id }) => id === gateway.kind)?.name ?? gateway.kind;
  const served = countries.length > 0 && listInWords(countries.map(countryInWords));

  const turn = (is_enabled: boolean) =>
    update.mutate(
      { is_enabled },
      {
        onSuccess: () =>
          announce(is_enabled ? t`${name} is switched on.` : t`${name} is switched off.`),
      },
    );

  return (
    <li
      className={`${cards.card} ${cards.head} ${classes.card}`}
      data-row={gateway.id}
      aria-label={name}
    >
      <span className={moves.place} aria-hidden="true">
        {place}
      </span>
      <div className={cards.about}>
        <div className={`${cards.nameLine} ${classes.nameLine}`}>
          <h3 className={cards.name} data-off={!isOn}>
            {name}
          </h3>
          {isFirst && <Badge tone="good">{t`Tried first`}</Badge>}
          {!gateway.is_enabled && <Badge>{t`Switched off`}</Badge>}
          {gateway.settings === null && <Badge tone="heed">{t`Unreadable`}</Badge>}
          {managed_by && (
            <Badge>
              <Trans>Set by {managed_by}</Trans>
            </Badge>
          )}
        </div>
        <p className={classes.facts}>
          {kind} · {served ? t`only for ${served}` : t`for all countries`}
        </p>
        <LastAnswerLine last={gateway.last} />
        {gateway.settings === null && mayWrite && (
          <p
            className={classes.trouble}
          >{t`Can’t read this gateway’s settings: enter them again.`}</p>
        )}
        <FailureNotice failure={update.error} />
      </div>
      {(mayWrite || mayTest) && <GatewayActs {...props} isOn={isOn} onTurn={turn} />}
    </li>
  );
}

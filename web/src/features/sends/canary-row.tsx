import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { numberName } from "../../lib/number-names.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import rows from "../../ui/rows.module.css";
import classes from "./canaries.module.css";
import { CanaryChart } from "./canary-chart.tsx";
import { healthOf, tripInWords } from "./canary-words.ts";
import { lastTrip } from "./round-trips.ts";
import type { Canary, Gateway } from "./send-api.ts";
import { minutesInWords, spanInWords } from "./span-words.ts";

interface CanaryRowProps {
  canary: Canary;
  gateways: Gateway[] | undefined;
  mayWrite: boolean;
  onAct: (act: "edit" | "remove") => void;
}

export function CanaryRow({ canary, gateways, mayWrite, onAct }: CanaryRowProps) {
  const { every_minutes, within_seconds, gateway_id, runs } = canary;
  const name = numberName(canary.number);
  const last = lastTrip(runs);
  const every = minutesInWords(every_minutes);
  const within = spanInWords(within_seconds * 1000);
  const gateway = gateways?.find(({ id }) => id === gateway_id)?.name;
  return (
    <li className={rows.row} aria-label={name}>
      <div className={rows.about}>
        <div className={rows.name}>
          {name}
          {healthOf(canary) === "missing" && <Badge tone="heed">{t`may not receive`}</Badge>}
          {healthOf(canary) === "good" && <Badge tone="good">{t`receives`}</Badge>}
        </div>
        <p className={rows.facts}>
          {t`every ${every}, back within ${within}`}
          {gateway && ` · ${t`via ${gateway}`}`}
        </p>
        <p className={classes.last}>
          {last ? (
            <>
              <Age at={last.at} /> · {tripInWords(last)}
              {last.kind === "missing" && last.detail && ` · ${last.detail}`}
            </>
          ) : (
            t`The first message is on its way.`
          )}
        </p>
      </div>
      <CanaryChart runs={runs} name={name} />
      {mayWrite && (
        <div className={rows.acts}>
          <Button
            variant="default"
            aria-label={t`Change test of ${name}`}
            onClick={() => onAct("edit")}
          >
            <Trans>Change</Trans>
          </Button>
          <Button variant="default" aria-label={t`Remove ${name}`} onClick={() => onAct("remove")}>
            <Trans>Remove</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Age } from "../../ui/age.tsx";
import { LastArrival } from "./last-arrival.tsx";
import type { Provider, Source } from "./source-api.ts";
import { SourceBadges } from "./source-badges.tsx";
import { SourceMonth } from "./source-month.tsx";
import classes from "./sources.module.css";

interface SourceRowProps {
  source: Source;
  /** Undefined while it is not known; its id stands in for its name. */
  provider: Provider | undefined;
}

export function SourceRow({ source, provider }: SourceRowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.about}>
        <div className={classes.name}>
          <Link to="/sources/$source" params={{ source: source.id }} className={classes.open}>
            {source.name}
          </Link>
          <SourceBadges source={source} />
        </div>
        <p className={classes.facts}>
          {provider?.name ?? source.provider} ·{" "}
          <Trans>
            added <Age at={source.created_at} />
          </Trans>
        </p>
        <p className={classes.facts}>
          {source.webhook_url && provider?.is_signed ? (
            <span className={classes.address}>{source.webhook_url}</span>
          ) : (
            t`Its address is its secret.`
          )}
        </p>
      </div>
      <div className={classes.health}>
        <SourceMonth id={source.id} />
        <LastArrival id={source.id} />
      </div>
    </li>
  );
}

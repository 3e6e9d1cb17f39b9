import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { AuditEntry } from "../../api/client.ts";
import { Age } from "../../ui/age.tsx";
import { ExactTime } from "../../ui/exact-time.tsx";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { actionInWords, actorInWords, targetInWords } from "./action-words.ts";
import classes from "./audit.module.css";

interface AuditRowProps {
  entry: AuditEntry;
  onActor: (id: string) => void;
  onTarget: (id: string) => void;
}

/** An entry in a line; everything that is known of it when it is opened. */
export function AuditRow({ entry, onActor, onTarget }: AuditRowProps) {
  const { actor, target } = entry;
  const who = actorInWords(actor);
  const what = target ? targetInWords(target) : "";
  return (
    <li className={classes.entry}>
      <details>
        <summary className={classes.summary}>
          <span className={classes.what}>
            <strong>{actionInWords(entry.action)}</strong>
            {target && <span className={classes.target}>{what}</span>}
          </span>
          <span className={classes.who}>{who}</span>
          <Age at={entry.at} className={classes.when} />
        </summary>
        <Facts facts={factsOf(entry)} className={classes.facts} />
        <div className={classes.narrow}>
          {actor.id && (
            <Button variant="default" size="sm" onClick={() => actor.id && onActor(actor.id)}>
              <Trans>Only by {who}</Trans>
            </Button>
          )}
          {target?.id && (
            <Button variant="default" size="sm" onClick={() => target.id && onTarget(target.id)}>
              <Trans>Only about {what}</Trans>
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}

function factsOf(entry: AuditEntry): Fact[] {
  const details = Object.entries(entry.details ?? {});
  return [
    [t`Entry`, `${entry.seq}`],
    [t`When`, <ExactTime key="when" at={entry.at} />],
    [t`Action`, entry.action],
    [t`Address`, entry.address],
    [t`Browser or program`, entry.user_agent],
    [t`Request`, entry.request_id],
    ...details.map(([name, value]): [string, string] => [name, inWords(value)]),
    [t`Hash`, entry.hash],
  ];
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

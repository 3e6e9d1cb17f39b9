import { Button } from "@mantine/core";
import type { AuditEntry } from "../../api/client.ts";
import { exactTime } from "../../lib/time-words.ts";
import { Age } from "../../ui/age.tsx";
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
  return (
    <li className={classes.entry}>
      <details>
        <summary className={classes.summary}>
          <span className={classes.what}>
            <strong>{actionInWords(entry.action)}</strong>
            {target && <span className={classes.target}>{targetInWords(target)}</span>}
          </span>
          <span className={classes.who}>{actorInWords(actor)}</span>
          <Age at={entry.at} className={classes.when} />
        </summary>
        <Facts entry={entry} />
        <div className={classes.narrow}>
          {actor.id && (
            <Button variant="default" size="sm" onClick={() => actor.id && onActor(actor.id)}>
              Only by {actorInWords(actor)}
            </Button>
          )}
          {target?.id && (
            <Button variant="default" size="sm" onClick={() => target.id && onTarget(target.id)}>
              Only about {targetInWords(target)}
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}

function Facts({ entry }: { entry: AuditEntry }) {
  const details = Object.entries(entry.details ?? {});
  const facts: [string, string | null | undefined][] = [
    ["Entry", `${entry.seq}`],
    ["When", exactTime(entry.at)],
    ["Action", entry.action],
    ["Address", entry.address],
    ["Browser or program", entry.user_agent],
    ["Request", entry.request_id],
    ...details.map(([name, value]): [string, string] => [name, inWords(value)]),
    ["Hash", entry.hash],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

import { t } from "@lingui/core/macro";
import { $api } from "../../api/queries.ts";
import { Age } from "../../ui/age.tsx";
import { TitledList } from "../../ui/titled-list.tsx";
import classes from "./message-activity.module.css";

interface Act {
  who: { kind: "user" | "api_key"; id: string; name: string };
  at: string;
}

/** Who on the team has seen the message and copied its code. Quiet until it is known. */
export function MessageActivity({ id }: { id: string }) {
  const { data } = $api.useQuery("get", "/messages/{id}/activity", { params: { path: { id } } });
  if (!data || (data.seen_by.length === 0 && data.copied_by.length === 0)) return null;
  return (
    <div className={classes.activity}>
      <Acts title={t`Copied by`} acts={data.copied_by} />
      <Acts title={t`Seen by`} acts={data.seen_by} />
    </div>
  );
}

function Acts({ title, acts }: { title: string; acts: Act[] }) {
  if (acts.length === 0) return null;
  return (
    <TitledList title={title}>
      {acts.map(({ who, at }) => (
        <li key={`${who.kind} ${who.id} ${at}`} className={classes.act}>
          <span className={classes.who}>
            {who.name}
            {who.kind === "api_key" && <span className={classes.key}> {t`(API key)`}</span>}
          </span>
          <Age at={at} className={classes.at} />
        </li>
      ))}
    </TitledList>
  );
}

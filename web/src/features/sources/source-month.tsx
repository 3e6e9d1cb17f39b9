import { plural, t } from "@lingui/core/macro";
import { $api } from "../../api/queries.ts";
import { Sparkline } from "../../ui/sparkline.tsx";
import classes from "./sources.module.css";

const DAYS = 30;
const A_WHILE_MS = 60_000;

/** Whether a source is well: what came through it in the last days, and what was refused. */
export function SourceMonth({ id }: { id: string }) {
  const { data } = $api.useQuery(
    "get",
    "/sources/figures",
    { params: { query: { days: DAYS } } },
    { staleTime: A_WHILE_MS },
  );
  const figures = data?.data.find(({ source_id }) => source_id === id);
  if (!figures) return null;
  const { messages, refused, daily, daily_refused } = figures;
  const came = plural(messages, { one: "# message", other: "# messages" });
  const turnedAway = plural(refused, { one: "# rejected", other: "# rejected" });
  return (
    <p className={classes.month}>
      <Sparkline counts={daily} failed={daily_refused} />
      <span>
        {refused > 0 ? t`${came}, ${turnedAway} in ${DAYS} days` : t`${came} in ${DAYS} days`}
      </span>
    </p>
  );
}

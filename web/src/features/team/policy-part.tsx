import { t } from "@lingui/core/macro";
import { Switch } from "@mantine/core";
import { $api } from "../../api/queries.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./team.module.css";
import { useTeam, useTeamChanged } from "./use-team.ts";

export function PolicyPart() {
  const team = useTeam();
  const update = $api.useMutation("patch", "/team");
  const changed = useTeamChanged();
  return (
    <Part
      title={t`Two-factor sign-in`}
      words={t`Members without a second factor must set it up before they can see anything.`}
    >
      {team.isPending && <WaitingRows label={t`Loading the team’s setting`} />}
      {team.error && <LoadFailure failure={team.error} onRetry={team.refetch} />}
      <FailureNotice failure={update.error} />
      {team.data && (
        <Switch
          label={t`Ask everybody for a second factor`}
          checked={team.data.require_second_factor}
          disabled={update.isPending}
          onChange={(event) =>
            update.mutate(
              { body: { require_second_factor: event.currentTarget.checked } },
              { onSuccess: changed },
            )
          }
          classNames={{ body: classes.switchBody, track: classes.track }}
        />
      )}
    </Part>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { PhoneNumber } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { useCapability } from "../../api/use-capability.ts";
import { roleChoices, roleName } from "../../lib/role-words.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { GrantForm } from "./grant-form.tsx";
import { GRANTED } from "./granted-roles.ts";
import classes from "./number-page.module.css";

const MEMBERS = "/numbers/{id}/members";
const ONE = "/numbers/{id}/members/{user_id}";

/** Who has a role on this one number, beside what the team's roles give. */
export function NumberMembersPart({
  number,
  mayWrite,
}: {
  number: PhoneNumber;
  mayWrite: boolean;
}) {
  const members = $api.useQuery("get", MEMBERS, { params: { path: { id: number.id } } });
  const grant = $api.useMutation("put", ONE);
  const revoke = $api.useMutation("delete", ONE);
  const refetch = useRefetch();
  const changed = { onSuccess: () => refetch(MEMBERS) };
  const mayInvite = useCapability("team:write");
  const failure = grant.error ?? revoke.error;
  const all = members.data?.data;

  return (
    <Part
      title={t`People on this number`}
      words={
        number.access === "restricted"
          ? t`Only these people and the owners see its messages. A role on the team alone doesn’t open a restricted number to anybody.`
          : t`A role here adds to a member’s role on the team. If you restrict the number, only these people and the owners keep access.`
      }
    >
      {members.isPending && <WaitingRows label={t`Loading people`} />}
      {members.error && <LoadFailure failure={members.error} onRetry={members.refetch} />}
      <FailureNotice failure={failure} />
      {all?.length === 0 && (
        <p className={rows.none}>
          <Trans>Nobody has a role of their own here.</Trans>
        </p>
      )}
      {all && all.length > 0 && (
        <ul className={rows.rows}>
          {all.map(({ user, role, reads }) => {
            const { name } = user;
            const one = { path: { id: number.id, user_id: user.id } };
            return (
              <li key={user.id} className={rows.row}>
                <div className={rows.about}>
                  <div className={rows.name}>{name}</div>
                  <p className={rows.facts}>{user.email}</p>
                  {!reads && (
                    <p className={rows.facts}>
                      <Trans>Can’t see this number’s messages right now</Trans>
                    </p>
                  )}
                </div>
                {mayWrite ? (
                  <div className={rows.acts}>
                    <NativeSelect
                      aria-label={t`Role of ${name} on this number`}
                      data={roleChoices(GRANTED)}
                      value={role}
                      onChange={(event) => {
                        const chosen = event.currentTarget.value as "viewer" | "manager";
                        grant.mutate({ params: one, body: { role: chosen } }, changed);
                      }}
                    />
                    <Button
                      variant="default"
                      aria-label={t`Remove ${name} from this number`}
                      onClick={() => revoke.mutate({ params: one }, changed)}
                    >
                      <Trans>Remove</Trans>
                    </Button>
                  </div>
                ) : (
                  <span>{roleName(role)}</span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {mayWrite && all && (
        <GrantForm
          taken={all.map(({ user }) => user.id)}
          pending={grant.isPending}
          onGrant={(user_id, role) =>
            grant.mutate({ params: { path: { id: number.id, user_id } }, body: { role } }, changed)
          }
        />
      )}
      {mayInvite && (
        <p className={classes.plain}>
          <Trans>
            Not on the team yet?{" "}
            <Link to="/team" search={{ invite: number.id } as never} className={classes.link}>
              Invite somebody for this number
            </Link>
          </Trans>
        </p>
      )}
    </Part>
  );
}

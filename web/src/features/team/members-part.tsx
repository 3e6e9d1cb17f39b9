import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import type { Member } from "../../api/client.ts";
import { useMe } from "../../api/use-me.ts";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { type MemberAct, MemberDialog } from "./member-dialog.tsx";
import { MemberRow } from "./member-row.tsx";
import classes from "./team.module.css";
import { useMembers } from "./use-team.ts";

export function MembersPart({ count, limit }: { count?: number; limit?: number }) {
  const members = useMembers();
  const me = useMe();
  const [doing, setDoing] = useState<{ act: MemberAct; member: Member }>();
  const close = () => setDoing(undefined);

  return (
    <Part
      title={membersInWords(count, limit)}
      words={
        limit !== undefined && count !== undefined && count >= limit
          ? t`The team is as large as this server allows (CODEBELL_MAX_MEMBERS).`
          : undefined
      }
    >
      {members.isPending && <WaitingRows label={t`Loading members`} />}
      {members.error && <LoadFailure failure={members.error} onRetry={members.refetch} />}
      {members.data && (
        <table className={classes.members}>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Who</Trans>
              </th>
              <th scope="col">
                <Trans>Role</Trans>
              </th>
              <th scope="col">
                <Trans>Two-factor</Trans>
              </th>
              <th scope="col">
                <Trans>Last seen</Trans>
              </th>
              <th scope="col">
                <span className={classes.unseen}>
                  <Trans>What to do</Trans>
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.data.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                isMe={member.id === me.data?.user.id}
                onAct={(act) => setDoing({ act, member })}
              />
            ))}
          </tbody>
        </table>
      )}
      {doing && <MemberDialog {...doing} onClose={close} />}
    </Part>
  );
}

function membersInWords(count?: number, limit?: number): string {
  if (count === undefined) return t`Members`;
  return limit ? t`Members: ${count} of ${limit}` : t`Members: ${count}`;
}

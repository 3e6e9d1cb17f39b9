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
      title={count === undefined ? "Members" : `Members: ${count}${limit ? ` of ${limit}` : ""}`}
      words={
        limit !== undefined && count !== undefined && count >= limit
          ? "The team is as large as this server allows (CODEBELL_MAX_MEMBERS)."
          : undefined
      }
    >
      {members.isPending && <WaitingRows label="Loading members" />}
      {members.error && <LoadFailure failure={members.error} onRetry={members.refetch} />}
      {members.data && (
        <table className={classes.members}>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Role</th>
              <th scope="col">Two-factor</th>
              <th scope="col">Last seen</th>
              <th scope="col">
                <span className={classes.unseen}>What to do</span>
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

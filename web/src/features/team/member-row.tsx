import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import type { Member } from "../../api/client.ts";
import { $api } from "../../api/queries.ts";
import { ROLES, type RoleName, roleChoices } from "../../lib/role-words.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { FailureLine } from "../../ui/failure-notice.tsx";
import { MoreMenu } from "../../ui/more-menu.tsx";
import type { MemberAct } from "./member-dialog.tsx";
import classes from "./team.module.css";
import { useTeamChanged } from "./use-team.ts";

interface MemberRowProps {
  member: Member;
  isMe: boolean;
  onAct: (act: MemberAct) => void;
}

export function MemberRow({ member, isMe, onAct }: MemberRowProps) {
  const { name } = member;
  const update = $api.useMutation("patch", "/users/{id}");
  const changed = useTeamChanged();
  const change = (body: { role?: RoleName; disabled?: boolean }) =>
    update.mutate({ params: { path: { id: member.id } }, body }, { onSuccess: changed });

  return (
    <tr data-disabled={member.disabled_at !== null}>
      <th scope="row" className={classes.who}>
        <span className={classes.name}>
          {name}
          {isMe && (
            <Badge>
              <Trans>You</Trans>
            </Badge>
          )}
          {member.disabled_at && (
            <Badge tone="heed">
              <Trans>Disabled</Trans>
            </Badge>
          )}
        </span>
        <span className={classes.email}>{member.email}</span>
        <FailureLine failure={update.error} className={classes.failure} />
      </th>
      <td className={classes.role}>
        <NativeSelect
          aria-label={t`Role of ${name}`}
          data={roleChoices(ROLES)}
          value={member.role}
          disabled={update.isPending}
          onChange={(event) => change({ role: event.currentTarget.value as RoleName })}
        />
      </td>
      <td data-label={t`Two-factor`}>
        {member.has_second_factor ? (
          <Badge tone="good">{t({ message: "On", context: "state" })}</Badge>
        ) : (
          <Badge>{t({ message: "Off", context: "state" })}</Badge>
        )}
      </td>
      <td data-label={t`Last seen`} className={classes.seen}>
        {member.last_seen_at ? (
          <Age at={member.last_seen_at} />
        ) : (
          t({ message: "Never", context: "seen" })
        )}
      </td>
      <td className={classes.more}>
        <MoreMenu
          label={t`More for ${name}`}
          width={236}
          className={classes.moreIcon}
          acts={[
            member.gains_by_numbers && {
              words: t`Add to numbers`,
              onChoose: () => onAct("add-to-numbers"),
            },
            { words: t`Password reset link`, onChoose: () => onAct("password-reset") },
            !isMe && { words: t`End all sessions`, onChoose: () => onAct("end-sessions") },
            member.has_second_factor &&
              !isMe && {
                words: t`Remove second factor`,
                onChoose: () => onAct("remove-second-factor"),
              },
            !isMe && "line",
            !isMe &&
              (member.disabled_at
                ? { words: t`Enable again`, onChoose: () => change({ disabled: false }) }
                : { words: t`Disable`, onChoose: () => onAct("disable") }),
            !isMe && {
              words: t`Remove from the team`,
              grave: true,
              onChoose: () => onAct("remove"),
            },
          ]}
        />
      </td>
    </tr>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Menu, NativeSelect } from "@mantine/core";
import { useRef } from "react";
import type { Member } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { $api } from "../../api/queries.ts";
import { type RoleName, roleChoices } from "../../lib/role-words.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { MoreIcon } from "../../ui/icons.tsx";
import type { MemberAct } from "./member-dialog.tsx";
import classes from "./team.module.css";
import { useTeamChanged } from "./use-team.ts";

export const ROLES = ["viewer", "manager", "owner"] as const;

interface MemberRowProps {
  member: Member;
  isMe: boolean;
  onAct: (act: MemberAct) => void;
}

export function MemberRow({ member, isMe, onAct }: MemberRowProps) {
  const { name } = member;
  const update = $api.useMutation("patch", "/users/{id}");
  const changed = useTeamChanged();
  const more = useRef<HTMLButtonElement>(null);
  const change = (body: { role?: RoleName; disabled?: boolean }) =>
    update.mutate({ params: { path: { id: member.id } }, body }, { onSuccess: changed });

  // The menu closes, so a dialog that follows must give the focus back to its button.
  const act = (chosen: MemberAct) => () => {
    more.current?.focus();
    onAct(chosen);
  };

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
        {update.isError && (
          <span role="alert" className={classes.failure}>
            {describeFailure(update.error)}
          </span>
        )}
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
        <Menu
          position="bottom-end"
          width={236}
          offset={4}
          radius="lg"
          shadow="md"
          withinPortal={false}
          withInitialFocusPlaceholder={false}
        >
          <Menu.Target>
            <ActionIcon
              ref={more}
              variant="subtle"
              color="gray"
              size={44}
              className={classes.moreIcon}
              aria-label={t`More for ${name}`}
            >
              <MoreIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={act("password-reset")}>
              <Trans>Password reset link</Trans>
            </Menu.Item>
            {!isMe && (
              <Menu.Item onClick={act("end-sessions")}>
                <Trans>End all sessions</Trans>
              </Menu.Item>
            )}
            {member.has_second_factor && !isMe && (
              <Menu.Item onClick={act("remove-second-factor")}>
                <Trans>Remove second factor</Trans>
              </Menu.Item>
            )}
            {!isMe && (
              <>
                <Menu.Divider />
                {member.disabled_at ? (
                  <Menu.Item onClick={() => change({ disabled: false })}>
                    <Trans>Enable again</Trans>
                  </Menu.Item>
                ) : (
                  <Menu.Item onClick={act("disable")}>
                    <Trans>Disable</Trans>
                  </Menu.Item>
                )}
                <Menu.Item className={classes.grave} onClick={act("remove")}>
                  <Trans>Remove from the team</Trans>
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}

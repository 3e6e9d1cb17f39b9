import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Invitation } from "../../api/client.ts";
import { $api } from "../../api/queries.ts";
import { listInWords } from "../../lib/list-words.ts";
import { numberName } from "../../lib/number-names.ts";
import { roleName } from "../../lib/role-words.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { ResendDialog } from "./resend-dialog.tsx";
import { useInvitations, useTeamChanged } from "./use-team.ts";

type Open =
  | { what: "invite"; numberId?: string }
  | { what: "resend" | "revoke"; invitation: Invitation }
  | undefined;

interface InvitationsPartProps {
  emailed: boolean;
  /** The number that the reader came from, to invite somebody for it. */
  invitedFor?: string;
}

export function InvitationsPart({ emailed, invitedFor }: InvitationsPartProps) {
  const invitations = useInvitations();
  const [open, setOpen] = useState<Open>(
    invitedFor ? { what: "invite", numberId: invitedFor } : undefined,
  );
  const close = () => setOpen(undefined);
  const all = invitations.data?.data;

  return (
    <Part
      title={t`Invitations`}
      words={
        emailed
          ? t`An invitation is sent by e-mail; you can also hand over its link yourself.`
          : t`This server doesn’t send e-mail: share invitation links yourself.`
      }
      actions={
        <Button onClick={() => setOpen({ what: "invite" })}>
          <Trans>Invite somebody</Trans>
        </Button>
      }
    >
      {invitations.isPending && <WaitingRows label={t`Loading invitations`} />}
      {invitations.error && (
        <LoadFailure failure={invitations.error} onRetry={invitations.refetch} />
      )}
      {all?.length === 0 && (
        <p className={rows.none}>
          <Trans>No open invitation.</Trans>
        </p>
      )}
      {all && all.length > 0 && (
        <ul className={rows.rows}>
          {all.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              onResend={() => setOpen({ what: "resend", invitation })}
              onRevoke={() => setOpen({ what: "revoke", invitation })}
            />
          ))}
        </ul>
      )}
      {open?.what === "invite" && <InviteDialog numberId={open.numberId} onClose={close} />}
      {open?.what === "resend" && <ResendDialog invitation={open.invitation} onClose={close} />}
      {open?.what === "revoke" && <RevokeDialog invitation={open.invitation} onClose={close} />}
    </Part>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onResend: () => void;
  onRevoke: () => void;
}

function InvitationRow({ invitation, onResend, onRevoke }: InvitationRowProps) {
  const { email, role, created_at, emailed_at, is_expired } = invitation;
  const inviter = invitation.invited_by?.name;
  const end = momentInWords(invitation.expires_at);
  const numbers = listInWords(invitation.numbers.map(numberName));
  return (
    <li className={rows.row}>
      <div className={rows.about}>
        <div className={rows.name}>
          {email} <Badge>{roleName(role)}</Badge>
          {is_expired && (
            <Badge tone="heed">
              <Trans>Expired</Trans>
            </Badge>
          )}
        </div>
        <p className={rows.facts}>
          {inviter ? (
            <Trans>
              Invited by {inviter} <Age at={created_at} />
            </Trans>
          ) : (
            <Trans>
              Invited <Age at={created_at} />
            </Trans>
          )}
          {" · "}
          {emailed_at ? t`sent by e-mail` : t`not sent by e-mail`}
          {!is_expired && ` · ${t`open until ${end}`}`}
        </p>
        {numbers && (
          <p className={rows.facts}>
            <Trans>Also these numbers: {numbers}</Trans>
          </p>
        )}
      </div>
      <div className={rows.acts}>
        <Button variant="default" aria-label={t`New link for ${email}`} onClick={onResend}>
          <Trans>New link</Trans>
        </Button>
        <Button variant="default" aria-label={t`Revoke ${email}`} onClick={onRevoke}>
          <Trans>Revoke</Trans>
        </Button>
      </div>
    </li>
  );
}

function RevokeDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { email } = invitation;
  const revoke = $api.useMutation("delete", "/invitations/{id}");
  const changed = useTeamChanged();
  return (
    <ConfirmDialog
      title={t`Revoke the invitation of ${email}?`}
      act={t`Revoke`}
      pending={revoke.isPending}
      failure={revoke.error}
      onConfirm={() =>
        revoke.mutate(
          { params: { path: { id: invitation.id } } },
          {
            onSuccess: () => {
              changed();
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        <Trans>The invitation link stops working.</Trans>
      </p>
    </ConfirmDialog>
  );
}

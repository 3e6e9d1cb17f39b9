import { Button } from "@mantine/core";
import { useState } from "react";
import { $api, type Invitation } from "../../api/client.ts";
import { ROLES } from "../../lib/role-words.ts";
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

type Open = { what: "invite" } | { what: "resend" | "revoke"; invitation: Invitation } | undefined;

export function InvitationsPart({ emailed }: { emailed: boolean }) {
  const invitations = useInvitations();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const all = invitations.data?.data;

  return (
    <Part
      title="Invitations"
      words={
        emailed
          ? "An invitation is sent by e-mail; you can also hand over its link yourself."
          : "This server sends no e-mail: you hand over the link of an invitation yourself."
      }
      actions={<Button onClick={() => setOpen({ what: "invite" })}>Invite somebody</Button>}
    >
      {invitations.isPending && <WaitingRows label="Loading invitations" />}
      {invitations.error && (
        <LoadFailure failure={invitations.error} onRetry={invitations.refetch} />
      )}
      {all?.length === 0 && <p className={rows.none}>No open invitation.</p>}
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
      {open?.what === "invite" && <InviteDialog onClose={close} />}
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
  const { email, role, invited_by, created_at, expires_at, emailed_at, is_expired } = invitation;
  return (
    <li className={rows.row}>
      <div className={rows.about}>
        <div className={rows.name}>
          {email} <Badge>{ROLES[role]}</Badge>
          {is_expired && <Badge tone="heed">Expired</Badge>}
        </div>
        <p className={rows.facts}>
          {invited_by ? `Invited by ${invited_by.name}` : "Invited"} <Age at={created_at} /> ·{" "}
          {emailed_at ? "sent by e-mail" : "not sent by e-mail"}
          {!is_expired && ` · open until ${momentInWords(expires_at)}`}
        </p>
      </div>
      <div className={rows.acts}>
        <Button variant="default" aria-label={`New link for ${email}`} onClick={onResend}>
          New link
        </Button>
        <Button variant="default" aria-label={`Revoke ${email}`} onClick={onRevoke}>
          Revoke
        </Button>
      </div>
    </li>
  );
}

function RevokeDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const revoke = $api.useMutation("delete", "/invitations/{id}");
  const changed = useTeamChanged();
  return (
    <ConfirmDialog
      title={`Revoke the invitation of ${invitation.email}?`}
      act="Revoke it"
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
      <p>Its link opens nothing any more.</p>
    </ConfirmDialog>
  );
}

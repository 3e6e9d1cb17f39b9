import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { Invitation } from "../../api/client.ts";
import { $api } from "../../api/queries.ts";
import { Dialog, DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { InvitationLink } from "./invitation-link.tsx";
import { useTeamChanged } from "./use-team.ts";

/** Makes a new link: the server keeps only a mark of the old one and can't show it again. */
export function ResendDialog({
  invitation,
  onClose,
}: {
  invitation: Invitation;
  onClose: () => void;
}) {
  const { email } = invitation;
  const resend = $api.useMutation("post", "/invitations/{id}/resend");
  const changed = useTeamChanged();
  return (
    <Dialog title={t`A new link for ${email}`} onClose={onClose}>
      {resend.data ? (
        <InvitationLink {...resend.data} onDone={onClose} />
      ) : (
        <div className={formClasses.form}>
          <FailureNotice failure={resend.error} />
          <div className={formClasses.words}>
            <p>
              <Trans>The link made before stops working.</Trans>
            </p>
          </div>
          <DialogButtons>
            <Button
              loading={resend.isPending}
              onClick={() =>
                resend.mutate({ params: { path: { id: invitation.id } } }, { onSuccess: changed })
              }
            >
              <Trans>Create new link</Trans>
            </Button>
            <LeaveButton onClose={onClose}>{t`Cancel`}</LeaveButton>
          </DialogButtons>
        </div>
      )}
    </Dialog>
  );
}

import { t } from "@lingui/core/macro";
import type { Invitation } from "../../api/client.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { ShownOnce } from "../../ui/shown-once.tsx";

interface InvitationLinkProps {
  invitation: Invitation;
  url: string;
  onDone: () => void;
}

export function InvitationLink({ invitation, url, onDone }: InvitationLinkProps) {
  const end = momentInWords(invitation.expires_at);
  return (
    <div className={formClasses.form}>
      <ShownOnce label={t`Invitation link`} text={url}>
        {invitation.emailed_at
          ? t`It was also sent by e-mail. It works once, until ${end}, and is not shown again.`
          : t`It was not sent by e-mail: hand it over yourself. It works once, until ${end}, and is not shown again.`}
      </ShownOnce>
      <DialogButtons>
        <LeaveButton onClose={onDone}>{t`Done`}</LeaveButton>
      </DialogButtons>
    </div>
  );
}

import { Button } from "@mantine/core";
import type { Invitation } from "../../api/client.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { ShownOnce } from "../../ui/shown-once.tsx";

interface InvitationLinkProps {
  invitation: Invitation;
  url: string;
  onDone: () => void;
}

export function InvitationLink({ invitation, url, onDone }: InvitationLinkProps) {
  return (
    <div className={formClasses.form}>
      <ShownOnce label="Invitation link" text={url}>
        {invitation.emailed_at
          ? "It was also sent by e-mail."
          : "It was not sent by e-mail: hand it over yourself."}{" "}
        It works once, until {momentInWords(invitation.expires_at)}, and is not shown again.
      </ShownOnce>
      <DialogButtons>
        <Button variant="default" onClick={onDone}>
          Done
        </Button>
      </DialogButtons>
    </div>
  );
}

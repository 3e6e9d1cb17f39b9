import { Button } from "@mantine/core";
import { $api, type Member } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
import { ShownOnce } from "../../ui/shown-once.tsx";

export function PasswordResetDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const make = $api.useMutation("post", "/users/{id}/password-reset");
  return (
    <Dialog title={`Password reset link for ${member.name}`} onClose={onClose}>
      <div className={formClasses.form}>
        {make.isError && <Notice kind="failure">{describeFailure(make.error)}</Notice>}
        {make.data ? (
          <ShownOnce label="Link" text={make.data.url}>
            Hand it over in a way you trust. It works once, until{" "}
            {momentInWords(make.data.expires_at)}, and is not shown again.
          </ShownOnce>
        ) : (
          <div className={formClasses.words}>
            <p>
              Whoever has the link can choose a new password for {member.email}. Older links stop
              working. A second factor stays.
            </p>
          </div>
        )}
        <DialogButtons>
          {!make.data && (
            <Button
              loading={make.isPending}
              onClick={() => make.mutate({ params: { path: { id: member.id } } })}
            >
              Make the link
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {make.data ? "Done" : "Cancel"}
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}

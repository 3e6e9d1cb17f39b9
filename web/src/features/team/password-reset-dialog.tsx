import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { Member } from "../../api/client.ts";
import { $api } from "../../api/queries.ts";
import { momentInWords } from "../../lib/time-words.ts";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { ShownOnce } from "../../ui/shown-once.tsx";

export function PasswordResetDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const make = $api.useMutation("post", "/users/{id}/password-reset");
  const { name, email } = member;
  const end = make.data ? momentInWords(make.data.expires_at) : "";
  return (
    <Dialog title={t`Password reset link for ${name}`} onClose={onClose}>
      <div className={formClasses.form}>
        <FailureNotice failure={make.error} />
        {make.data ? (
          <ShownOnce label={t`Link`} text={make.data.url}>
            <Trans>
              Share the link in a way you trust. The link works once, until {end}, and won’t be
              shown again.
            </Trans>
          </ShownOnce>
        ) : (
          <div className={formClasses.words}>
            <p>
              <Trans>
                Anyone with this link can set a new password for {email}. Older links stop working.
                Any second factor stays in place.
              </Trans>
            </p>
          </div>
        )}
        <DialogButtons>
          {!make.data && (
            <Button
              loading={make.isPending}
              onClick={() => make.mutate({ params: { path: { id: member.id } } })}
            >
              <Trans>Create link</Trans>
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {make.data ? t`Done` : t`Cancel`}
          </Button>
        </DialogButtons>
      </div>
    </Dialog>
  );
}

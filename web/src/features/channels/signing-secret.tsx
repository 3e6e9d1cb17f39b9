import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { DialogButtons, LeaveButton } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { ShownOnce } from "../../ui/shown-once.tsx";
import classes from "./channels.module.css";

interface SigningSecretProps {
  secret: string;
  /** What else is to be known, such as until when the old one signs. */
  also?: string;
  onClose: () => void;
}

/** A webhook's secret, told once, and how to verify with it. */
export function SigningSecret({ secret, also, onClose }: SigningSecretProps) {
  return (
    <div className={formClasses.form}>
      <ShownOnce label={t`Signing secret`} text={secret}>
        {t`Copy the secret now and give it to your program: it won’t be shown again.`}
      </ShownOnce>
      <div className={formClasses.words}>
        {also && <p>{also}</p>}
        <p className={classes.aside}>
          <Trans>
            Your program verifies each request with it: by the header <code>webhook-signature</code>{" "}
            of Standard Webhooks, or by <code>X-Webhook-Signature: sha256=…</code>, the HMAC of the
            raw body.
          </Trans>
        </p>
      </div>
      <DialogButtons>
        <LeaveButton onClose={onClose}>{t`Done`}</LeaveButton>
      </DialogButtons>
    </div>
  );
}

import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Me } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { Badge } from "../../ui/badge.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import classes from "./profile.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TotpSetup } from "./totp-setup.tsx";

type Open = "set-up" | "remove" | "renew" | undefined;

export function TwoFactorPart({ state }: { state: Me["two_factor"] }) {
  const [open, setOpen] = useState<Open>();
  const refetch = useRefetch();
  const codesLeft = state.recovery_codes_left;
  const has = state.totp || state.passkeys > 0;

  function done() {
    setOpen(undefined);
    refetch("/me", "/me/sessions");
  }

  return (
    <Part
      title={t`Two-factor sign-in`}
      words={
        state.required
          ? t`A second step after your password. Your team requires it.`
          : t`Adds a second step after your password, so a stolen password alone is not enough.`
      }
    >
      <ul className={rows.rows}>
        <li className={rows.row}>
          <div className={rows.about}>
            <p className={`${rows.name} ${classes.plain}`}>
              {t`Authenticator app`}{" "}
              {state.totp ? (
                <Badge tone="good">{t({ message: "On", context: "state" })}</Badge>
              ) : (
                <Badge tone="plain">{t({ message: "Off", context: "state" })}</Badge>
              )}
            </p>
            <p className={rows.facts}>
              <Trans>A code of six digits that changes every 30 seconds.</Trans>
            </p>
          </div>
          <div className={rows.acts}>
            {state.totp ? (
              <Button variant="default" onClick={() => setOpen("remove")}>
                <Trans>Remove</Trans>
              </Button>
            ) : (
              <Button onClick={() => setOpen("set-up")}>
                <Trans>Set up</Trans>
              </Button>
            )}
          </div>
        </li>
        {has && (
          <li className={rows.row}>
            <div className={rows.about}>
              <p className={`${rows.name} ${classes.plain}`}>
                {t`Recovery codes`}{" "}
                <Badge tone={codesLeft < 4 ? "heed" : "plain"}>
                  {plural(codesLeft, { one: "# left", other: "# left" })}
                </Badge>
              </p>
              <p className={rows.facts}>
                <Trans>For when you don’t have your phone or passkey with you.</Trans>
              </p>
            </div>
            <div className={rows.acts}>
              <Button variant="default" onClick={() => setOpen("renew")}>
                <Trans>Create new codes</Trans>
              </Button>
            </div>
          </li>
        )}
      </ul>
      {open === "set-up" && (
        // Closed half way it may be confirmed already, so the state is asked for again.
        <Dialog title={t`Set up an authenticator app`} onClose={done}>
          <TotpSetup onDone={done} onCancel={done} />
        </Dialog>
      )}
      {open === "remove" && <RemoveTotp onClose={() => setOpen(undefined)} onDone={done} />}
      {open === "renew" && <RenewCodes onClose={done} />}
    </Part>
  );
}

function RemoveTotp({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const remove = $api.useMutation("post", "/me/totp/remove");
  return (
    <ConfirmDialog
      title={t`Remove authenticator app`}
      act={t`Remove`}
      pending={remove.isPending}
      failure={remove.error}
      onConfirm={() => remove.mutate({}, { onSuccess: onDone })}
      onClose={onClose}
    >
      <p>
        <Trans>Its codes will no longer sign you in.</Trans>
      </p>
    </ConfirmDialog>
  );
}

function RenewCodes({ onClose }: { onClose: () => void }) {
  const renew = $api.useMutation("post", "/me/recovery-codes");
  if (renew.data) {
    return (
      <Dialog title={t`New recovery codes`} onClose={onClose}>
        <RecoveryCodes codes={renew.data.recovery_codes} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t`New recovery codes`}
      act={t`Create new codes`}
      pending={renew.isPending}
      failure={renew.error}
      onConfirm={() => renew.mutate({})}
      onClose={onClose}
    >
      <p>
        <Trans>The codes that you have now stop working.</Trans>
      </p>
    </ConfirmDialog>
  );
}

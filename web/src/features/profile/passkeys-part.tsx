import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Passkey } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { canUsePasskeys } from "../../lib/passkeys.ts";
import { Age } from "../../ui/age.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { PasskeySetup } from "./passkey-setup.tsx";

export function PasskeysPart() {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey>();
  const passkeys = $api.useQuery("get", "/me/passkeys");
  const refetch = useRefetch();
  const changed = () => refetch("/me", "/me/passkeys", "/me/sessions");

  function added() {
    setAdding(false);
    changed();
  }

  return (
    <Part
      title={t`Passkeys`}
      words={t`Sign in with your fingerprint, your face or a security key instead of typing a code.`}
      actions={
        canUsePasskeys() && (
          <Button variant="default" onClick={() => setAdding(true)}>
            <Trans>Add passkey</Trans>
          </Button>
        )
      }
    >
      {passkeys.isPending && <WaitingRows label={t`Loading passkeys`} />}
      {passkeys.error && <LoadFailure failure={passkeys.error} onRetry={passkeys.refetch} />}
      {passkeys.data?.data.length === 0 && (
        <p className={rows.none}>
          {canUsePasskeys()
            ? t`No passkey yet.`
            : t`Passkeys need https and a domain name, or localhost. This page has neither.`}
        </p>
      )}
      {passkeys.data && passkeys.data.data.length > 0 && (
        <ul className={rows.rows}>
          {passkeys.data.data.map((passkey) => (
            <li key={passkey.id} className={rows.row}>
              <div className={rows.about}>
                <div className={rows.name}>{passkey.name}</div>
                <p className={rows.facts}>
                  {passkey.last_used_at ? (
                    <Trans>
                      Added <Age at={passkey.created_at} /> · last used{" "}
                      <Age at={passkey.last_used_at} />
                    </Trans>
                  ) : (
                    <Trans>
                      Added <Age at={passkey.created_at} /> · not used yet
                    </Trans>
                  )}
                </p>
              </div>
              <div className={rows.acts}>
                <Button
                  variant="default"
                  aria-label={removeWords(passkey)}
                  onClick={() => setRemoving(passkey)}
                >
                  <Trans>Remove</Trans>
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <Dialog title={t`Add passkey`} onClose={added}>
          <PasskeySetup onDone={added} onCancel={added} />
        </Dialog>
      )}
      {removing && (
        <RemovePasskey
          passkey={removing}
          onClose={() => setRemoving(undefined)}
          onDone={() => {
            setRemoving(undefined);
            changed();
          }}
        />
      )}
    </Part>
  );
}

const removeWords = ({ name }: Passkey) => t`Remove ${name}`;

interface RemovePasskeyProps {
  passkey: Passkey;
  onClose: () => void;
  onDone: () => void;
}

function RemovePasskey({ passkey, onClose, onDone }: RemovePasskeyProps) {
  const { name } = passkey;
  const remove = $api.useMutation("delete", "/me/passkeys/{id}");
  return (
    <ConfirmDialog
      title={t`Remove “${name}”?`}
      act={t`Remove`}
      pending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate({ params: { path: { id: passkey.id } } }, { onSuccess: onDone })
      }
      onClose={onClose}
    >
      <p>
        <Trans>
          You can no longer sign in with this passkey. Your device keeps a copy that no longer
          works.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}

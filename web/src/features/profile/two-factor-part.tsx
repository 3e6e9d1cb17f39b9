import { Button } from "@mantine/core";
import { useState } from "react";
import type { Me } from "../../api/client.ts";
import { $api } from "../../api/client.ts";
import { useRefetch } from "../../api/use-me.ts";
import { Badge } from "../../ui/badge.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { PasswordPrompt } from "./password-prompt.tsx";
import classes from "./profile.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TotpSetup } from "./totp-setup.tsx";

type Open = "set-up" | "remove" | "renew" | undefined;

export function TwoFactorPart({ state }: { state: Me["two_factor"] }) {
  const [open, setOpen] = useState<Open>();
  const refetch = useRefetch();
  const has = state.totp || state.passkeys > 0;

  function done() {
    setOpen(undefined);
    refetch("/me", "/me/sessions");
  }

  return (
    <Part
      title="Two-factor sign-in"
      words={
        state.required
          ? "A second proof beside your password. Your team asks it of everybody."
          : "A second proof beside your password: a stolen password alone opens nothing."
      }
    >
      <ul className={rows.rows}>
        <li className={rows.row}>
          <div className={rows.about}>
            <p className={`${rows.name} ${classes.plain}`}>
              Authenticator app{" "}
              {state.totp ? <Badge tone="good">On</Badge> : <Badge tone="plain">Off</Badge>}
            </p>
            <p className={rows.facts}>A code of six digits that changes every 30 seconds.</p>
          </div>
          <div className={rows.acts}>
            {state.totp ? (
              <Button variant="default" onClick={() => setOpen("remove")}>
                Remove
              </Button>
            ) : (
              <Button onClick={() => setOpen("set-up")}>Set up</Button>
            )}
          </div>
        </li>
        {has && (
          <li className={rows.row}>
            <div className={rows.about}>
              <p className={`${rows.name} ${classes.plain}`}>
                Recovery codes{" "}
                <Badge tone={state.recovery_codes_left < 4 ? "heed" : "plain"}>
                  {state.recovery_codes_left} left
                </Badge>
              </p>
              <p className={rows.facts}>For the day your phone or passkey is not at hand.</p>
            </div>
            <div className={rows.acts}>
              <Button variant="default" onClick={() => setOpen("renew")}>
                Make new ones
              </Button>
            </div>
          </li>
        )}
      </ul>
      {open === "set-up" && (
        // Closed half way it may be confirmed already, so the state is asked for again.
        <Dialog title="Set up an authenticator app" onClose={done}>
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
    <Dialog title="Remove the authenticator app" onClose={onClose}>
      <PasswordPrompt
        act="Remove it"
        pending={remove.isPending}
        failure={remove.error}
        onPassword={(password) => remove.mutate({ body: { password } }, { onSuccess: onDone })}
        onCancel={onClose}
      >
        <p className={classes.plain}>Its codes will no longer sign you in.</p>
      </PasswordPrompt>
    </Dialog>
  );
}

function RenewCodes({ onClose }: { onClose: () => void }) {
  const renew = $api.useMutation("post", "/me/recovery-codes");
  return (
    <Dialog title="New recovery codes" onClose={onClose}>
      {renew.data ? (
        <RecoveryCodes codes={renew.data.recovery_codes} onDone={onClose} />
      ) : (
        <PasswordPrompt
          act="Make new ones"
          pending={renew.isPending}
          failure={renew.error}
          onPassword={(password) => renew.mutate({ body: { password } })}
          onCancel={onClose}
        >
          <p className={classes.plain}>The codes that you have now stop working.</p>
        </PasswordPrompt>
      )}
    </Dialog>
  );
}

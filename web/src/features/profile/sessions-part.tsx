import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Session } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { deviceInWords } from "./device-words.ts";

export function SessionsPart() {
  const [ending, setEnding] = useState<Session | "others">();
  const sessions = $api.useQuery("get", "/me/sessions");
  const all = sessions.data?.data.toSorted((a, b) => Number(b.is_current) - Number(a.is_current));
  const others = all?.filter(({ is_current }) => !is_current) ?? [];

  return (
    <Part
      title={t`Where you are signed in`}
      words={t`Don’t recognise a session? End it and change your password.`}
      actions={
        others.length > 0 && (
          <Button variant="default" onClick={() => setEnding("others")}>
            <Trans>End all others</Trans>
          </Button>
        )
      }
    >
      {sessions.isPending && <WaitingRows label={t`Loading sessions`} />}
      {sessions.error && <LoadFailure failure={sessions.error} onRetry={sessions.refetch} />}
      {all && (
        <ul className={rows.rows}>
          {all.map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
          ))}
        </ul>
      )}
      {ending && <EndSessions which={ending} onClose={() => setEnding(undefined)} />}
    </Part>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const device = deviceInWords(session.user_agent);
  const address = session.address ?? t`Address unknown`;
  return (
    <li className={rows.row}>
      <div className={rows.about}>
        <div className={rows.name}>
          <span title={session.user_agent ?? undefined}>{device}</span>
          {session.is_current && (
            <Badge tone="good">
              <Trans>This one</Trans>
            </Badge>
          )}
          {session.mfa_verified_at && (
            <Badge>
              <Trans>Two-factor</Trans>
            </Badge>
          )}
        </div>
        <p className={rows.facts}>
          <Trans>
            {address} · signed in <Age at={session.created_at} /> · last used{" "}
            <Age at={session.last_used_at} />
          </Trans>
        </p>
      </div>
      {!session.is_current && (
        <div className={rows.acts}>
          <Button variant="default" aria-label={t`End the session: ${device}`} onClick={onEnd}>
            {t({ message: "End", context: "session" })}
          </Button>
        </div>
      )}
    </li>
  );
}

function EndSessions({ which, onClose }: { which: Session | "others"; onClose: () => void }) {
  const endOne = $api.useMutation("delete", "/me/sessions/{id}");
  const endOthers = $api.useMutation("delete", "/me/sessions");
  const refetch = useRefetch();
  const onSuccess = () => {
    refetch("/me/sessions");
    onClose();
  };
  const all = which === "others";
  const device = all ? "" : deviceInWords(which.user_agent);
  return (
    <ConfirmDialog
      title={all ? t`End all other sessions?` : t`End this session?`}
      act={all ? t`End all others` : t`End session`}
      pending={endOne.isPending || endOthers.isPending}
      failure={endOne.error ?? endOthers.error}
      onConfirm={() =>
        all
          ? endOthers.mutate({}, { onSuccess })
          : endOne.mutate({ params: { path: { id: which.id } } }, { onSuccess })
      }
      onClose={onClose}
    >
      <p>
        {all
          ? t`You stay signed in here. Every other device is signed out at once.`
          : t`${device} is signed out at once.`}
      </p>
    </ConfirmDialog>
  );
}

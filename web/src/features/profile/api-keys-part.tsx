import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { ApiKey } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import type { Capability } from "../../api/use-capability.ts";
import { useClock } from "../../lib/clock.ts";
import { listInWords } from "../../lib/list-words.ts";
import { isExpired, momentInWords } from "../../lib/time-words.ts";
import { Age } from "../../ui/age.tsx";
import { Badge } from "../../ui/badge.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { ApiKeyDialog } from "./api-key-dialog.tsx";
import { scopeInWords, scopesAmong } from "./scope-words.ts";

export function ApiKeysPart({ capabilities }: { capabilities: Capability[] }) {
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  const keys = $api.useQuery("get", "/api-keys");
  const refetch = useRefetch();
  const offered = capabilities.includes("api-keys:write") ? scopesAmong(capabilities) : [];

  return (
    <Part
      title={t`API keys`}
      words={t`For scripts and programs. A key sees no more than you do, and its actions are recorded under its name.`}
      actions={
        offered.length > 0 && (
          <Button variant="default" onClick={() => setAdding(true)}>
            <Trans>Create key</Trans>
          </Button>
        )
      }
    >
      {keys.isPending && <WaitingRows label={t`Loading API keys`} />}
      {keys.error && <LoadFailure failure={keys.error} onRetry={keys.refetch} />}
      {keys.data?.data.length === 0 && (
        <p className={rows.none}>
          <Trans>No key yet.</Trans>
        </p>
      )}
      {keys.data && keys.data.data.length > 0 && (
        <ul className={rows.rows}>
          {keys.data.data.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      {adding && (
        <ApiKeyDialog
          scopes={offered}
          onClose={() => {
            setAdding(false);
            refetch("/api-keys");
          }}
        />
      )}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Part>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const expired = useClock((now) => isExpired(apiKey.expires_at, now));
  const { number_ids: numbers, networks } = apiKey;
  const count = numbers?.length ?? 0;
  const from = listInWords(networks);
  const lastMoment = apiKey.expires_at ? momentInWords(apiKey.expires_at) : "";
  const { name } = apiKey;
  const bounds = [
    numbers && plural(count, { one: "# number", other: "# numbers" }),
    networks.length > 0 && t`only from ${from}`,
    apiKey.expires_at && !expired && t`until ${lastMoment}`,
  ].filter(Boolean);
  return (
    <li className={rows.row}>
      <div className={rows.about}>
        <div className={rows.name}>
          {apiKey.name} <code>{apiKey.prefix}…</code>
          {expired && (
            <Badge tone="heed">
              <Trans>Expired</Trans>
            </Badge>
          )}
        </div>
        <p className={rows.facts}>{apiKey.scopes.map(scopeInWords).join(" · ")}</p>
        {bounds.length > 0 && <p className={rows.facts}>{bounds.join(" · ")}</p>}
        <p className={rows.facts}>
          <KeyUse apiKey={apiKey} />
        </p>
      </div>
      <div className={rows.acts}>
        <Button variant="default" aria-label={t`Revoke ${name}`} onClick={onRevoke}>
          <Trans>Revoke</Trans>
        </Button>
      </div>
    </li>
  );
}

function KeyUse({ apiKey }: { apiKey: ApiKey }) {
  const { created_at, last_used_at, last_used_address: address } = apiKey;
  if (!last_used_at) {
    return (
      <Trans>
        Created <Age at={created_at} /> · not used yet
      </Trans>
    );
  }
  if (!address) {
    return (
      <Trans>
        Created <Age at={created_at} /> · last used <Age at={last_used_at} />
      </Trans>
    );
  }
  return (
    <Trans>
      Created <Age at={created_at} /> · last used <Age at={last_used_at} /> from {address}
    </Trans>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { name } = apiKey;
  const revoke = $api.useMutation("delete", "/api-keys/{id}");
  const refetch = useRefetch();
  return (
    <ConfirmDialog
      title={t`Revoke “${name}”?`}
      act={t`Revoke`}
      pending={revoke.isPending}
      failure={revoke.error}
      onConfirm={() =>
        revoke.mutate(
          { params: { path: { id: apiKey.id } } },
          {
            onSuccess: () => {
              refetch("/api-keys");
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        <Trans>Programs that use this key lose access at once. You can’t undo this.</Trans>
      </p>
    </ConfirmDialog>
  );
}

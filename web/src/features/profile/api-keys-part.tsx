import { Button } from "@mantine/core";
import { useState } from "react";
import { $api, type ApiKey } from "../../api/client.ts";
import type { Capability } from "../../api/use-capability.ts";
import { useRefetch } from "../../api/use-me.ts";
import { useClock } from "../../lib/clock.ts";
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
      title="API keys"
      words="For scripts and programs. A key sees no more than you do, and what it does is recorded under its name."
      actions={
        offered.length > 0 && (
          <Button variant="default" onClick={() => setAdding(true)}>
            Create a key
          </Button>
        )
      }
    >
      {keys.isPending && <WaitingRows label="Loading API keys" />}
      {keys.error && <LoadFailure failure={keys.error} onRetry={keys.refetch} />}
      {keys.data?.data.length === 0 && <p className={rows.none}>No key yet.</p>}
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
  const bounds = [
    numbers && `${numbers.length} ${numbers.length === 1 ? "number" : "numbers"}`,
    networks.length > 0 && `only from ${networks.join(", ")}`,
    apiKey.expires_at && !expired && `until ${momentInWords(apiKey.expires_at)}`,
  ].filter(Boolean);
  return (
    <li className={rows.row}>
      <div className={rows.about}>
        <div className={rows.name}>
          {apiKey.name} <code>{apiKey.prefix}…</code>
          {expired && <Badge tone="heed">Expired</Badge>}
        </div>
        <p className={rows.facts}>{apiKey.scopes.map(scopeInWords).join(" · ")}</p>
        {bounds.length > 0 && <p className={rows.facts}>{bounds.join(" · ")}</p>}
        <p className={rows.facts}>
          Created <Age at={apiKey.created_at} /> ·{" "}
          {apiKey.last_used_at ? (
            <>
              last used <Age at={apiKey.last_used_at} />
              {apiKey.last_used_address && ` from ${apiKey.last_used_address}`}
            </>
          ) : (
            "not used yet"
          )}
        </p>
      </div>
      <div className={rows.acts}>
        <Button variant="default" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      </div>
    </li>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = $api.useMutation("delete", "/api-keys/{id}");
  const refetch = useRefetch();
  return (
    <ConfirmDialog
      title={`Revoke “${apiKey.name}”?`}
      act="Revoke it"
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
      <p>Programs that use it are refused from now on. It can’t be brought back.</p>
    </ConfirmDialog>
  );
}

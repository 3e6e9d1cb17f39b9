import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCapability } from "../../api/use-capability.ts";
import { useStable } from "../../lib/use-stable.ts";
import { Page } from "../../ui/page.tsx";
import { NoGateway } from "./no-gateway.tsx";
import { SendCodeDialog } from "./send-code-dialog.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { SendFilters } from "./send-filters.tsx";
import { SendLog } from "./send-log.tsx";
import { type SendsSearch, toSendQuery } from "./sends-search.ts";
import { useGateways } from "./use-gateways.ts";
import { useLiveSends, useSends } from "./use-sends.ts";

interface SendsPageProps {
  /** The way to the other pages of sends. */
  tabs: ReactNode;
  search: SendsSearch;
  onSearch: (search: SendsSearch) => void;
}

/** The codes and texts that were sent, and what became of them. */
export function SendsPage({ tabs, search, onSearch }: SendsPageProps) {
  const query = toSendQuery(search);
  const log = useSends(query);
  const gateways = useGateways().data?.data;
  const maySend = useCapability("otp");
  const [isSending, setSending] = useState(false);
  const open = useStable((send: string) => onSearch({ ...search, send }));
  const isFiltered = Object.keys(query).length > 0;
  const isUnused = !isFiltered && log.data?.pages[0]?.data.length === 0;
  const canSend = maySend && gateways?.some(({ is_enabled }) => is_enabled);
  useLiveSends();

  return (
    <Page
      title={t`Sends`}
      lead={t`Codes and texts sent from here by your programs, by a source or by hand, with their results.`}
      actions={
        canSend && (
          <Button onClick={() => setSending(true)}>
            <Trans>Send test code</Trans>
          </Button>
        )
      }
    >
      {tabs}
      {isUnused && gateways?.length === 0 ? (
        <NoGateway />
      ) : (
        <>
          <SendFilters
            search={search}
            gateways={gateways}
            onChange={(part) => onSearch({ ...search, ...part })}
          />
          <SendLog log={log} isFiltered={isFiltered} onOpen={open} onClear={() => onSearch({})} />
        </>
      )}
      {isSending && <SendCodeDialog gateways={gateways} onClose={() => setSending(false)} />}
      {search.send && (
        <SendDialog
          key={search.send}
          id={search.send}
          onClose={() => onSearch({ ...search, send: undefined })}
        />
      )}
    </Page>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCapability } from "../../api/use-capability.ts";
import { useLostFocus } from "../../lib/use-lost-focus.ts";
import { BlankState } from "../../ui/blank-state.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import type { GatewayAct } from "./gateway-acts.tsx";
import { GatewayDialog } from "./gateway-dialog.tsx";
import { GatewayList } from "./gateway-list.tsx";
import { GatewayTestDialog } from "./gateway-test-dialog.tsx";
import { RemoveGatewayDialog } from "./remove-gateway-dialog.tsx";
import type { Gateway } from "./send-api.ts";
import { useGateways, useLiveGateways } from "./use-gateways.ts";

type Open = { act: "add" } | { act: GatewayAct; gateway: Gateway };

/** What sends: who is asked for an SMS, and in which order. */
export function GatewaysPage({ tabs }: { tabs: ReactNode }) {
  const { data, error, refetch } = useGateways();
  const mayWrite = useCapability("gateways:write");
  const mayTest = useCapability("otp");
  const [open, setOpen] = useState<Open>();
  const add = useLostFocus(open !== undefined);
  const gateways = data?.data;
  const close = () => setOpen(undefined);
  useLiveGateways();

  return (
    <Page
      title={t`Sends`}
      lead={t`Codebell tries gateways in this order: if one doesn’t accept an SMS, the next is tried. A gateway that gave no clear answer may have sent the SMS, so no other is tried and nothing goes out twice.`}
      actions={
        mayWrite && (
          <Button ref={add} onClick={() => setOpen({ act: "add" })}>
            <Trans>Add gateway</Trans>
          </Button>
        )
      }
    >
      {tabs}
      {error && !gateways && <LoadFailure failure={error} onRetry={refetch} />}
      {!gateways && !error && <WaitingRows label={t`Loading gateways`} />}
      {gateways?.length === 0 && (
        <BlankState title={t`No gateway yet`}>
          <p>
            {mayWrite
              ? t`Add a provider account, your own Android phone, or “Loopback” to try everything without SMS.`
              : t`Ask an Owner to set one up; then codes can be sent and checked.`}
          </p>
        </BlankState>
      )}
      {gateways && gateways.length > 0 && (
        <GatewayList
          gateways={gateways}
          mayWrite={mayWrite}
          mayTest={mayTest}
          onAct={(act, gateway) => setOpen({ act, gateway })}
        />
      )}
      {open?.act === "add" && <GatewayDialog gateway={undefined} onClose={close} />}
      {open?.act === "edit" && <GatewayDialog gateway={open.gateway} onClose={close} />}
      {open?.act === "test" && <GatewayTestDialog gateway={open.gateway} onClose={close} />}
      {open?.act === "remove" && <RemoveGatewayDialog gateway={open.gateway} onClose={close} />}
    </Page>
  );
}

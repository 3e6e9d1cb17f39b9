import { t } from "@lingui/core/macro";
import { useAnnounce } from "../../ui/announcer.tsx";
import cards from "../../ui/cards.module.css";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { useMoves } from "../../ui/moves.tsx";
import type { GatewayAct } from "./gateway-acts.tsx";
import { GatewayRow } from "./gateway-row.tsx";
import type { Gateway } from "./send-api.ts";
import { useOrderGateways } from "./use-gateways.ts";

interface GatewayListProps {
  gateways: Gateway[];
  mayWrite: boolean;
  mayTest: boolean;
  onAct: (act: GatewayAct, gateway: Gateway) => void;
}

/** The gateways, in the order in which they are asked. */
export function GatewayList({ gateways, mayWrite, mayTest, onAct }: GatewayListProps) {
  const order = useOrderGateways();
  const announce = useAnnounce();
  const first = gateways.find(({ is_enabled }) => is_enabled);
  const { list, move } = useMoves(gateways, (ids, { name }, place) => {
    const count = ids.length;
    order.mutate(ids, {
      onSuccess: () => announce(t`${name} is now gateway ${place} of ${count}.`),
    });
  });

  return (
    <>
      <FailureNotice failure={order.error} lead={t`The order could not be changed.`} />
      <ol
        ref={list}
        className={cards.list}
        aria-label={t`Gateways, in the order Codebell tries them`}
      >
        {gateways.map((gateway, place) => (
          <GatewayRow
            key={gateway.id}
            gateway={gateway}
            place={place + 1}
            count={gateways.length}
            isFirst={gateway === first}
            mayWrite={mayWrite}
            mayTest={mayTest}
            onMove={(direction) => move(gateway, direction)}
            onAct={(act) => onAct(act, gateway)}
          />
        ))}
      </ol>
    </>
  );
}

import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { GatewayRow } from "./gateway-row.tsx";
import classes from "./gateways.module.css";
import type { GatewayAct } from "./gateways-page.tsx";
import type { Gateway } from "./send-api.ts";
import { useOrderGateways } from "./use-gateways.ts";

export type Direction = "up" | "down";

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
  const list = useRef<HTMLOListElement>(null);
  const inOrder = gateways.map(({ id }) => id).join();
  const moved = useRef<{ id: string; direction: Direction }>(undefined);
  const first = gateways.find(({ is_enabled }) => is_enabled);

  // A row that is put elsewhere loses the focus in most browsers.
  useEffect(() => {
    const last = moved.current;
    if (!last || !inOrder) return;
    moved.current = undefined;
    const button = `[data-gateway="${last.id}"] button[data-move="${last.direction}"]`;
    list.current?.querySelector<HTMLButtonElement>(button)?.focus();
  }, [inOrder]);

  function move(gateway: Gateway, direction: Direction) {
    const from = gateways.indexOf(gateway);
    const to = direction === "up" ? from - 1 : from + 1;
    const ids = gateways.map(({ id }) => id);
    // At its end of the list the button does nothing, but stays where the focus is.
    if (to < 0 || to >= gateways.length) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    moved.current = { id: gateway.id, direction };
    const { name } = gateway;
    const place = to + 1;
    const count = gateways.length;
    order.mutate(ids, {
      onSuccess: () => announce(t`${name} is now asked as number ${place} of ${count}.`),
    });
  }

  return (
    <>
      <FailureNotice failure={order.error} lead={t`The order could not be changed.`} />
      <ol
        ref={list}
        className={classes.list}
        aria-label={t`Gateways, in the order in which they are asked`}
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

import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
import { OfferCards } from "../../ui/offer-cards.tsx";
import classes from "./gateways.module.css";
import type { GatewayKind } from "./send-api.ts";

interface GatewayKindsProps {
  kinds: GatewayKind[];
  onChoose: (kind: GatewayKind) => void;
}

/** One card for each kind of gateway, with what it does. */
export function GatewayKinds({ kinds, onChoose }: GatewayKindsProps) {
  return (
    <OfferCards
      label={t`Kinds of gateways`}
      offers={kinds}
      onChoose={onChoose}
      className={classes.kinds}
    >
      {(kind) => (
        <>
          <span className={classes.kindName}>{kind.name}</span>
          <span className={classes.kindWords}>{serverWords(kind.about)}</span>
        </>
      )}
    </OfferCards>
  );
}

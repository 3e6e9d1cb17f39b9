import { t } from "@lingui/core/macro";
import { serverWords } from "../../api/server-words.ts";
import { OfferCards } from "../../ui/offer-cards.tsx";
import type { ChannelKind } from "./channel-api.ts";
import { ChannelSign } from "./channel-sign.tsx";
import classes from "./kind-cards.module.css";

interface KindCardsProps {
  kinds: ChannelKind[];
  onChoose: (kind: ChannelKind) => void;
}

/** One card for each kind of channel, with what one gets. */
export function KindCards({ kinds, onChoose }: KindCardsProps) {
  return (
    <OfferCards
      label={t`Kinds of channels`}
      offers={kinds}
      onChoose={onChoose}
      className={classes.cards}
    >
      {(kind) => (
        <>
          <ChannelSign kind={kind.id} />
          <span>
            <span className={classes.name}>{serverWords(kind.name)}</span>
            <span className={classes.words}>{serverWords(kind.about)}</span>
          </span>
        </>
      )}
    </OfferCards>
  );
}

import { t } from "@lingui/core/macro";
import type { ChannelKind } from "./channel-api.ts";
import { ChannelSign } from "./channel-sign.tsx";
import classes from "./kind-cards.module.css";
import { serverWords } from "./server-words.ts";

interface KindCardsProps {
  kinds: ChannelKind[];
  onChoose: (kind: ChannelKind) => void;
}

/** One card for each kind of channel, with what one gets. */
export function KindCards({ kinds, onChoose }: KindCardsProps) {
  return (
    <ul className={classes.cards} aria-label={t`Kinds of channels`}>
      {kinds.map((kind) => (
        <li key={kind.id}>
          <button type="button" className={classes.card} onClick={() => onChoose(kind)}>
            <ChannelSign kind={kind.id} />
            <span>
              <span className={classes.name}>{serverWords(kind.name)}</span>
              <span className={classes.words}>{serverWords(kind.about)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

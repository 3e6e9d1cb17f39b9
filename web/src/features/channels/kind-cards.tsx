import { t } from "@lingui/core/macro";
import type { ChannelKind } from "./channel-api.ts";
import { ChannelSign } from "./channel-sign.tsx";
import classes from "./kind-cards.module.css";
import { KINDS, kindInWords, kindPurpose } from "./kind-words.ts";

/** One card for each kind of channel, with what one gets. */
export function KindCards({ onChoose }: { onChoose: (kind: ChannelKind) => void }) {
  return (
    <ul className={classes.cards} aria-label={t`Kinds of channels`}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <button type="button" className={classes.card} onClick={() => onChoose(kind)}>
            <ChannelSign kind={kind} />
            <span>
              <span className={classes.name}>{kindInWords(kind)}</span>
              <span className={classes.words}>{kindPurpose(kind)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

import { t } from "@lingui/core/macro";
import { serverWords } from "./gateway-words.ts";
import classes from "./gateways.module.css";
import type { GatewayKind } from "./send-api.ts";

interface GatewayKindsProps {
  kinds: GatewayKind[];
  onChoose: (kind: GatewayKind) => void;
}

/** One card for each kind of gateway, with what it does. */
export function GatewayKinds({ kinds, onChoose }: GatewayKindsProps) {
  return (
    <ul className={classes.kinds} aria-label={t`Kinds of gateways`}>
      {kinds.map((kind) => (
        <li key={kind.id}>
          <button type="button" className={classes.kind} onClick={() => onChoose(kind)}>
            <span className={classes.kindName}>{kind.name}</span>
            <span className={classes.kindWords}>{serverWords(kind.about)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

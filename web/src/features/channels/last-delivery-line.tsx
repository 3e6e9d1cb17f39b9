import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Age } from "../../ui/age.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import wire from "../../ui/wire.module.css";
import type { LastDelivery } from "./channel-api.ts";
import classes from "./channels.module.css";
import { spanInWords } from "./span-words.ts";

/** What became of the latest delivery, and what the receiver said to it. */
export function LastDeliveryLine({ last }: { last: LastDelivery | null }) {
  if (!last) return <p className={classes.last}>{t`Nothing sent here yet.`}</p>;
  const isBad = last.status !== "delivered";
  return (
    <div className={classes.last} data-tone={isBad ? "trouble" : undefined}>
      <p className={classes.plain}>
        <Became status={last.status} at={last.at} /> · {spanInWords(last.duration_ms)}
        {saidInWords(last)}
      </p>
      {last.answer && (
        <Unfold words={t`What it answered`}>
          <pre className={`${wire.wire} ${classes.wire}`}>{last.answer}</pre>
        </Unfold>
      )}
    </div>
  );
}

function Became({ status, at }: Pick<LastDelivery, "status" | "at">) {
  switch (status) {
    case "delivered":
      return (
        <Trans>
          Delivered <Age at={at} />
        </Trans>
      );
    case "waiting":
      return (
        <Trans>
          Failed <Age at={at} />, and is tried again
        </Trans>
      );
    default:
      return (
        <Trans>
          Failed <Age at={at} />
        </Trans>
      );
  }
}

// What went wrong names the status itself.
function saidInWords({ detail, answer_status }: LastDelivery): string {
  if (detail) return ` · ${detail}`;
  return answer_status === null ? "" : ` · ${t`answered ${answer_status}`}`;
}

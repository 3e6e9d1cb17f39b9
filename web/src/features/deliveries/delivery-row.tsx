import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { memo } from "react";
import { Age } from "../../ui/age.tsx";
import { DetailsButton } from "../../ui/details-button.tsx";
import rows from "../../ui/log-rows.module.css";
import classes from "./deliveries.module.css";
import type { Delivery } from "./delivery-api.ts";
import { DeliveryWhat } from "./delivery-what.tsx";
import { numberInWords, reasonInWords, whatInWords } from "./delivery-words.ts";
import { RetryButton } from "./retry-button.tsx";
import { StatusLine } from "./status-line.tsx";

interface DeliveryRowProps {
  delivery: Delivery;
  mayRetry: boolean;
  onOpen: (id: string) => void;
}

/** Remembered: of a list that changes many times a second only the rows that did are drawn. */
export const DeliveryRow = memo(function DeliveryRow(props: DeliveryRowProps) {
  const { delivery, mayRetry, onOpen } = props;
  const { channel, number, reason, detail, attempts } = delivery;
  const what = whatInWords(delivery);
  const { name } = channel;
  return (
    <li className={`${rows.row} ${classes.row}`} data-line={mayRetry ? undefined : true}>
      <StatusLine delivery={delivery} />
      <div className={classes.about}>
        <p className={classes.what}>
          <DeliveryWhat delivery={delivery} />
        </p>
        <div className={classes.more}>
          <p className={`${rows.facts} ${classes.facts}`}>
            <Trans>via {name}</Trans>
            {number && ` · ${t`at ${numberInWords(number)}`}`}
            {attempts > 0 && ` · ${plural(attempts, { one: "# attempt", other: "# attempts" })}`}
          </p>
          {reason && (
            <p className={classes.reason} title={detail ?? undefined}>
              {reasonInWords(reason)} {detail && <span className={classes.detail}>{detail}</span>}
            </p>
          )}
        </div>
      </div>
      <Age at={delivery.created_at} className={rows.when} />
      <div className={classes.acts}>
        {mayRetry && delivery.needs_review && (
          <RetryButton id={delivery.id} label={t`Try again: ${what} via ${name}`} />
        )}
        <DetailsButton
          label={t`Details: ${what} via ${name}`}
          className={classes.details}
          onOpen={() => onOpen(delivery.id)}
        />
      </div>
    </li>
  );
});

import { t } from "@lingui/core/macro";
import { memo } from "react";
import { phoneInWords } from "../../lib/phone-words.ts";
import { Age } from "../../ui/age.tsx";
import { DetailsButton } from "../../ui/details-button.tsx";
import rows from "../../ui/log-rows.module.css";
import { countryInWords } from "./place-words.ts";
import type { Send } from "./send-api.ts";
import { SendStatusLine } from "./send-status-line.tsx";
import { kindInWords } from "./send-words.ts";
import classes from "./sends.module.css";

interface SendRowProps {
  send: Send;
  onOpen: (id: string) => void;
}

/** Remembered: of a list that changes often only the rows that did are drawn. */
export const SendRow = memo(function SendRow({ send, onOpen }: SendRowProps) {
  const { id, to, country, company, gateway, sent_by } = send;
  const phone = phoneInWords(to);
  const kind = kindInWords(send.kind);
  const way = [gateway && t`via ${gateway}`, sent_by && t`by ${sent_by}`].filter(Boolean);
  return (
    <li className={`${rows.row} ${classes.row}`}>
      <SendStatusLine send={send} />
      <div className={classes.about}>
        <p className={classes.what}>
          <span className={classes.phone}>{phone}</span>
          {country && <span className={classes.country}>{countryInWords(country)}</span>}
        </p>
        <p className={rows.facts}>{company ? t`${kind} in the name of ${company}` : kind}</p>
        {way.length > 0 && <p className={rows.facts}>{way.join(" · ")}</p>}
      </div>
      <Age at={send.created_at} className={rows.when} />
      <DetailsButton
        label={t`Details: ${kind} to ${phone}`}
        className={classes.details}
        onOpen={() => onOpen(id)}
      />
    </li>
  );
});

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { BillingEntry } from "../../api/client.ts";
import { $api } from "../../api/queries.ts";
import { moneyInWords } from "../../lib/money-words.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { dayInWords, isPastDay } from "../../lib/time-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { DownloadButton } from "../../ui/download-button.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page, Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import table from "../../ui/table.module.css";
import { Table } from "../../ui/table.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./billing.module.css";

export function BillingPage() {
  const { data: billing, error, refetch } = $api.useQuery("get", "/billing");
  return (
    <Page
      title={t`Billing`}
      lead={t`Cost and upcoming renewals of your numbers. Enter the cost on each number’s page.`}
      actions={
        <DownloadButton path="/billing/export" name="codebell-billing.csv" words={t`Export CSV`} />
      }
    >
      {error && !billing && <LoadFailure failure={error} onRetry={refetch} />}
      {!billing && !error && <WaitingRows label={t`Loading the billing`} />}
      {billing && (
        <>
          {billing.totals.length > 0 && (
            <ul className={classes.totals} aria-label={t`Totals`}>
              {billing.totals.map(({ currency, monthly_cost }) => (
                <li key={currency} className={classes.total}>
                  <span className={classes.amount}>{moneyInWords(monthly_cost, currency)}</span>
                  <span className={classes.per}>
                    <Trans>a month</Trans>
                  </span>
                </li>
              ))}
            </ul>
          )}
          <Renewing entries={billing.renewing} />
          <AllNumbers entries={billing.numbers} />
        </>
      )}
    </Page>
  );
}

const nameOf = ({ number }: BillingEntry) => number.label ?? phoneInWords(number.phone_number);

function costOf({ monthly_cost, currency }: BillingEntry): string {
  return monthly_cost && currency ? moneyInWords(monthly_cost, currency) : "–";
}

function Renewing({ entries }: { entries: BillingEntry[] }) {
  return (
    <Part title={t`Renews within 30 days`}>
      {entries.length === 0 ? (
        <p className={rows.none}>
          <Trans>Nothing.</Trans>
        </p>
      ) : (
        <ul className={rows.rows}>
          {entries.map((entry) => (
            <li key={entry.number.id} className={`${rows.row} ${rows.short}`}>
              <div className={rows.about}>
                <div className={rows.name}>
                  {nameOf(entry)}
                  {entry.renews_on && isPastDay(entry.renews_on) && (
                    <Badge tone="heed">{t({ message: "Past", context: "renewal" })}</Badge>
                  )}
                </div>
                <p className={rows.facts}>{entry.renews_on && dayInWords(entry.renews_on)}</p>
              </div>
              <span className={classes.cost}>{costOf(entry)}</span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function AllNumbers({ entries }: { entries: BillingEntry[] }) {
  if (entries.length === 0)
    return (
      <p className={table.none}>
        <Trans>No number yet.</Trans>
      </p>
    );
  return (
    <Table
      cards
      head={
        <>
          <th scope="col">{t`Number`}</th>
          <th scope="col">{t`Renews`}</th>
          <th scope="col" className={table.amount}>{t`A month`}</th>
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.number.id}>
          <th scope="row">
            <Link to="/numbers/$number" params={{ number: entry.number.id }} className={table.link}>
              {nameOf(entry)}
            </Link>
            {entry.number.label && (
              <span className={table.sub}>{phoneInWords(entry.number.phone_number)}</span>
            )}
          </th>
          <td>{entry.renews_on ? dayInWords(entry.renews_on) : "–"}</td>
          <td className={table.amount}>{costOf(entry)}</td>
        </tr>
      ))}
    </Table>
  );
}

import { Link } from "@tanstack/react-router";
import { $api, type BillingEntry } from "../../api/client.ts";
import { moneyInWords } from "../../lib/money-words.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { dayInWords, isPastDay } from "../../lib/time-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { DownloadButton } from "../../ui/download-button.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Page, Part } from "../../ui/page.tsx";
import rows from "../../ui/rows.module.css";
import table from "../../ui/table.module.css";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import classes from "./billing.module.css";

export function BillingPage() {
  const { data: billing, error, refetch } = $api.useQuery("get", "/billing");
  return (
    <Page
      title="Billing"
      lead="What the numbers cost, and what renews next. Cost is entered at each number."
      actions={
        <DownloadButton path="/billing/export" name="codebell-billing.csv" words="Save as CSV" />
      }
    >
      {error && !billing && <LoadFailure failure={error} onRetry={refetch} />}
      {!billing && !error && <WaitingRows label="Loading the billing" />}
      {billing && (
        <>
          {billing.totals.length > 0 && (
            <ul className={classes.totals} aria-label="Totals">
              {billing.totals.map(({ currency, monthly_cost }) => (
                <li key={currency} className={classes.total}>
                  <span className={classes.amount}>{moneyInWords(monthly_cost, currency)}</span>
                  <span className={classes.per}>a month</span>
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
    <Part title="Renews within 30 days">
      {entries.length === 0 ? (
        <p className={rows.none}>Nothing.</p>
      ) : (
        <ul className={rows.rows}>
          {entries.map((entry) => (
            <li key={entry.number.id} className={`${rows.row} ${rows.short}`}>
              <div className={rows.about}>
                <div className={rows.name}>
                  {nameOf(entry)}
                  {entry.renews_on && isPastDay(entry.renews_on) && <Badge tone="heed">Past</Badge>}
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
  if (entries.length === 0) return <p className={table.none}>No number yet.</p>;
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Renews</th>
            <th scope="col" className={table.amount}>
              A month
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number.id}>
              <th scope="row">
                <Link
                  to="/numbers/$number"
                  params={{ number: entry.number.id }}
                  className={table.link}
                >
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
        </tbody>
      </table>
    </div>
  );
}

import { t } from "@lingui/core/macro";
export interface CostFields {
  monthly_cost: string;
  currency: string;
  renews_on: string;
}

// As much as the server keeps.
const AMOUNT = /^\d{1,7}(\.\d{1,4})?$/;

function amount(typed: string): string {
  return typed.trim().replace(",", ".");
}

/** What can be said of the fields before the server sees them. */
export function costFaults(fields: CostFields): Record<string, string> {
  const faults: Record<string, string> = {};
  const cost = amount(fields.monthly_cost);
  if (cost === "") {
    if (fields.renews_on) faults.monthly_cost = t`Enter the cost for this date.`;
    return faults;
  }
  if (!AMOUNT.test(cost)) faults.monthly_cost = t`Enter an amount, such as 2.50.`;
  if (!/^[A-Za-z]{3}$/.test(fields.currency.trim()))
    faults.currency = t`Three letters, such as EUR or USD.`;
  return faults;
}

/** What is sent: null, when the amount was emptied, takes the cost away. */
export function toCost(fields: CostFields) {
  const cost = amount(fields.monthly_cost);
  if (cost === "") return null;
  return {
    monthly_cost: cost,
    currency: fields.currency.trim().toUpperCase(),
    renews_on: fields.renews_on || null,
  };
}

import { t } from "@lingui/core/macro";
import { countriesIn } from "./place-words.ts";
import type { Limits } from "./send-api.ts";

type Amounts = Exclude<keyof Limits, "allowed_countries" | "denied_countries">;

/** What is typed into the form of the limits. */
export type LimitsDraft = Record<keyof Limits, string>;

/** As much as the server takes. */
export const RANGES: Record<Amounts, [least: number, most: number]> = {
  seconds_between: [30, 3600],
  per_number_an_hour: [1, 20],
  per_key_a_minute: [1, 100_000],
  per_network_a_minute: [1, 100_000],
  per_day: [0, 10_000_000],
};

export const AMOUNTS = Object.keys(RANGES) as Amounts[];

export function amountInWords(amount: Amounts): string {
  switch (amount) {
    case "seconds_between":
      return t`Seconds between two sends to one number`;
    case "per_number_an_hour":
      return t`Sends to one number in an hour`;
    case "per_key_a_minute":
      return t`Sends by one key or source in a minute`;
    case "per_network_a_minute":
      return t`Sends from one network in a minute`;
    case "per_day":
      return t`Sends of the team in a day`;
  }
}

export function draftOf(limits: Limits): LimitsDraft {
  const amounts = AMOUNTS.map((amount) => [amount, String(limits[amount])]);
  return {
    ...(Object.fromEntries(amounts) as Record<Amounts, string>),
    allowed_countries: limits.allowed_countries.join(", "),
    denied_countries: limits.denied_countries.join(", "),
  };
}

/** What is wrong before the server is asked, by its names of the fields. */
export function faultsIn(draft: LimitsDraft): Record<string, string> {
  const wrong = AMOUNTS.filter((amount) => {
    const [least, most] = RANGES[amount];
    const typed = draft[amount].trim();
    return !/^\d+$/.test(typed) || Number(typed) < least || Number(typed) > most;
  });
  const countries = (["allowed_countries", "denied_countries"] as const).filter(
    (field) => !countriesIn(draft[field]),
  );
  return Object.fromEntries([
    ...wrong.map((amount) => {
      const [least, most] = RANGES[amount];
      return [amount, t`Enter a whole number from ${least} to ${most}.`];
    }),
    ...countries.map((field) => [field, t`Enter two letters for each country, such as NZ, AU.`]),
  ]);
}

export function limitsOf(draft: LimitsDraft): Limits {
  const amounts = AMOUNTS.map((amount) => [amount, Number(draft[amount])]);
  return {
    ...(Object.fromEntries(amounts) as Record<Amounts, number>),
    allowed_countries: countriesIn(draft.allowed_countries) ?? [],
    denied_countries: countriesIn(draft.denied_countries) ?? [],
  };
}

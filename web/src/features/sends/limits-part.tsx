import { t } from "@lingui/core/macro";
import { countInWords } from "../../lib/days.ts";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";

import { AMOUNTS, amountInWords } from "./limits-draft.ts";
import { LimitsForm } from "./limits-form.tsx";
import { countryInWords, listInWords } from "./place-words.ts";
import type { Limits } from "./send-api.ts";
import classes from "./settings.module.css";
import { useLimits } from "./use-settings.ts";

/** How much may be sent: what keeps others from sending at the team's cost. */
export function LimitsPart({ mayWrite }: { mayWrite: boolean }) {
  const { data, error, refetch } = useLimits();
  return (
    <Part
      title={t`Limits`}
      words={t`Bots can make your services send SMS to expensive numbers. These limits keep the cost low for every sender.`}
    >
      {error && !data && <LoadFailure failure={error} onRetry={refetch} />}
      {!data && !error && <WaitingRows label={t`Loading the limits`} />}
      {data && (mayWrite ? <LimitsForm limits={data} /> : <LimitFacts limits={data} />)}
    </Part>
  );
}

function LimitFacts({ limits }: { limits: Limits }) {
  const names = (countries: string[]) => listInWords(countries.map(countryInWords));
  const facts: Fact[] = [
    ...AMOUNTS.map((amount): Fact => [amountInWords(amount), countInWords(limits[amount])]),
    [t`Only to these countries`, names(limits.allowed_countries) || t`to all`],
    [t`Never to these countries`, names(limits.denied_countries) || t`none`],
  ];
  return <Facts facts={facts} className={classes.facts} />;
}

import { t } from "@lingui/core/macro";
import { Button, TextInput } from "@mantine/core";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { focusFirstFault } from "../../lib/first-fault.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { CountriesInput } from "./countries-input.tsx";
import { AMOUNTS, amountInWords, draftOf, faultsIn, limitsOf } from "./limits-draft.ts";
import type { Limits } from "./send-api.ts";
import classes from "./settings.module.css";
import { useSetLimits } from "./use-settings.ts";

export function LimitsForm({ limits }: { limits: Limits }) {
  const set = useSetLimits();
  const announce = useAnnounce();
  const [draft, setDraft] = useState(() => draftOf(limits));
  const [found, setFound] = useState<Record<string, string>>({});
  const form = useRef<HTMLFormElement>(null);
  const faults = { ...found, ...fieldFailures(set.error) };
  const isPlaced = Object.keys(faults).some((field) => field in draft);

  useEffect(() => {
    if (set.error || Object.keys(found).length > 0) focusFirstFault(form.current);
  }, [set.error, found]);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (set.isPending) return;
    const wrong = faultsIn(draft);
    setFound(wrong);
    if (Object.keys(wrong).length > 0) return;
    set.mutate(limitsOf(draft), { onSuccess: () => announce(t`The limits are saved.`) });
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      onChange={() => {
        setFound({});
        if (!set.isIdle) set.reset();
      }}
      noValidate
      className={formClasses.form}
      aria-label={t`Limits`}
    >
      <FailureNotice failure={!isPlaced && set.error} />
      <div className={classes.amounts}>
        {AMOUNTS.map((amount) => (
          <TextInput
            key={amount}
            label={amountInWords(amount)}
            inputMode="numeric"
            autoComplete="off"
            value={draft[amount]}
            onChange={(event) => setDraft({ ...draft, [amount]: event.currentTarget.value })}
            error={faults[amount]}
          />
        ))}
      </div>
      <CountriesInput
        label={t`Only to these countries`}
        none={t`Leave empty for all except those below.`}
        value={draft.allowed_countries}
        onChange={(allowed_countries) => setDraft({ ...draft, allowed_countries })}
        fault={faults.allowed_countries}
      />
      <CountriesInput
        label={t`Never to these countries`}
        none={t`Empty: none.`}
        value={draft.denied_countries}
        onChange={(denied_countries) => setDraft({ ...draft, denied_countries })}
        fault={faults.denied_countries}
      />
      <div className={formClasses.foot}>
        <Button type="submit" loading={set.isPending}>
          {set.isSuccess ? t`Saved` : t`Save limits`}
        </Button>
      </div>
    </form>
  );
}

import { t } from "@lingui/core/macro";
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { BillingEntry } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { $api } from "../../api/queries.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { Part } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { costFaults, toCost } from "./cost-fields.ts";
import classes from "./number-page.module.css";
import { useUpdateNumber } from "./use-numbers.ts";

export function CostPart({ numberId }: { numberId: string }) {
  const billing = $api.useQuery("get", "/billing");
  const entry = billing.data?.numbers.find(({ number }) => number.id === numberId);
  return (
    <Part
      title={t`Cost`}
      words={t`Your provider’s price for this number. Codebell adds up the total for you.`}
    >
      {billing.isPending && <WaitingRows label={t`Loading the cost`} />}
      {billing.error && <LoadFailure failure={billing.error} onRetry={billing.refetch} />}
      {billing.data && <CostForm numberId={numberId} entry={entry} />}
    </Part>
  );
}

function CostForm({ numberId, entry }: { numberId: string; entry: BillingEntry | undefined }) {
  const update = useUpdateNumber();
  const announce = useAnnounce();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: {
      monthly_cost: entry?.monthly_cost ?? "",
      currency: entry?.currency ?? "",
      renews_on: entry?.renews_on ?? "",
    },
    validate: costFaults,
  });

  function save(values: typeof form.values) {
    update.mutate(
      { id: numberId, cost: toCost(values) },
      {
        onSuccess: () => announce(t`Cost saved`),
        onError: (failure) =>
          // The server names the field within the cost.
          form.setErrors(
            Object.fromEntries(
              Object.entries(fieldFailures(failure)).map(([field, fault]) => [
                field.replace(/^cost\./, ""),
                fault,
              ]),
            ),
          ),
      },
    );
  }

  return (
    <form
      onSubmit={form.onSubmit(save)}
      className={`${formClasses.form} ${formClasses.narrow}`}
      onChange={() => update.isSuccess && update.reset()}
      aria-label={t`Cost`}
    >
      <FailureNotice failure={update.error} />
      <div className={classes.two}>
        <TextInput
          label={t`A month`}
          placeholder="2.50"
          inputMode="decimal"
          key={form.key("monthly_cost")}
          {...form.getInputProps("monthly_cost")}
        />
        <TextInput
          label={t`Currency`}
          placeholder="EUR"
          maxLength={3}
          autoCapitalize="characters"
          key={form.key("currency")}
          {...form.getInputProps("currency")}
        />
      </div>
      <TextInput
        type="date"
        label={t`Renews on`}
        key={form.key("renews_on")}
        {...form.getInputProps("renews_on")}
      />
      <div className={formClasses.foot}>
        <Button type="submit" variant="default" loading={update.isPending}>
          {update.isSuccess ? t`Saved` : t`Save cost`}
        </Button>
      </div>
    </form>
  );
}

import { t } from "@lingui/core/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { PhoneNumber } from "../../api/client.ts";
import { fieldFailures } from "../../api/problem.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { accessInWords, accessName } from "./access-words.ts";
import { useUpdateNumber } from "./use-numbers.ts";

const CHOICES = ["team", "restricted"] as const;

/** Name and access, saved together. */
export function NumberForm({ number }: { number: PhoneNumber }) {
  const update = useUpdateNumber();
  const announce = useAnnounce();
  const form = useForm({
    initialValues: { label: number.label ?? "", access: number.access },
  });
  // A number once opened can't be new again.
  const offered = number.access === "new" ? (["new", ...CHOICES] as const) : CHOICES;

  function save({ label, access }: typeof form.values) {
    update.mutate(
      {
        id: number.id,
        label: label.trim() || null,
        access: access === number.access ? undefined : access,
      },
      {
        onSuccess: () => announce(t`Saved`),
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <form
      onSubmit={form.onSubmit(save)}
      className={`${formClasses.form} ${formClasses.narrow}`}
      onChange={() => update.isSuccess && update.reset()}
    >
      <FailureNotice failure={update.error} />
      <TextInput
        label={t`Name`}
        placeholder={t`Bank, front desk …`}
        maxLength={80}
        {...form.getInputProps("label")}
      />
      <NativeSelect
        label={t`Who sees its messages`}
        description={accessInWords(form.values.access)}
        data={offered.map((access) => ({
          value: access,
          label: access === "new" ? t`Owners and managers` : accessName(access),
        }))}
        {...form.getInputProps("access")}
      />
      <div className={formClasses.foot}>
        <Button type="submit" loading={update.isPending}>
          {update.isSuccess ? t`Saved` : t`Save`}
        </Button>
      </div>
    </form>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldFailures } from "../../api/problem.ts";
import { FormDialog } from "../../ui/dialog-form.tsx";
import { accessName } from "./access-words.ts";
import { useAddNumber } from "./use-numbers.ts";

export function AddNumberDialog({ onClose }: { onClose: () => void }) {
  const add = useAddNumber();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { phone_number: "", label: "", access: "team" as "team" | "restricted" },
  });

  function save({ phone_number, label, access }: typeof form.values) {
    add.mutate(
      {
        // Spaces, dashes and brackets are for the eye.
        phone_number: phone_number.replace(/[\s().-]/g, ""),
        label: label.trim() || null,
        access,
      },
      { onSuccess: onClose, onError: (failure) => form.setErrors(fieldFailures(failure)) },
    );
  }

  return (
    <FormDialog
      title={t`Add number`}
      act={<Trans>Add number</Trans>}
      pending={add.isPending}
      failure={add.error}
      browserChecks
      onSubmit={form.onSubmit(save)}
      onClose={onClose}
    >
      <TextInput
        label={t`Phone number`}
        description={t`With the country code.`}
        placeholder="+1 202 555 0143"
        type="tel"
        required
        withAsterisk={false}
        autoFocus
        key={form.key("phone_number")}
        {...form.getInputProps("phone_number")}
      />
      <TextInput
        label={t`Name`}
        placeholder={t`Bank, front desk …`}
        maxLength={80}
        key={form.key("label")}
        {...form.getInputProps("label")}
      />
      <NativeSelect
        label={t`Who sees its messages`}
        data={[
          { value: "team", label: accessName("team") },
          { value: "restricted", label: t`Restricted: only people I choose` },
        ]}
        key={form.key("access")}
        {...form.getInputProps("access")}
      />
    </FormDialog>
  );
}

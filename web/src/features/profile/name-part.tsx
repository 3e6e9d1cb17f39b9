import { t } from "@lingui/core/macro";
import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldFailures } from "../../api/problem.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { Part } from "../../ui/page.tsx";

export function NamePart({ name }: { name: string }) {
  const rename = $api.useMutation("patch", "/me");
  const refetch = useRefetch();
  const announce = useAnnounce();
  const form = useForm({ mode: "uncontrolled", initialValues: { name } });

  function save(values: typeof form.values) {
    rename.mutate(
      { body: { name: values.name.trim() } },
      {
        onSuccess: () => {
          announce(t`Name saved`);
          refetch("/me", "/users");
        },
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <Part title={t`Name`} words={t`Your team sees this name next to your actions.`}>
      <form
        onSubmit={form.onSubmit(save)}
        className={`${formClasses.form} ${formClasses.narrow}`}
        onChange={() => rename.isSuccess && rename.reset()}
      >
        <FailureNotice failure={rename.error} />
        <TextInput
          label={t`Your name`}
          required
          withAsterisk={false}
          autoComplete="name"
          maxLength={80}
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <div className={formClasses.foot}>
          <Button type="submit" variant="default" loading={rename.isPending}>
            {rename.isSuccess ? t`Saved` : t`Save name`}
          </Button>
        </div>
      </form>
    </Part>
  );
}

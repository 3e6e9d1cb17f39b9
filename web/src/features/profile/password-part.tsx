import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Checkbox, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldFailures } from "../../api/problem.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import formClasses from "../../ui/form.module.css";
import { NewPassword, passwordFault } from "../../ui/new-password.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Part } from "../../ui/page.tsx";

export function PasswordPart({ email }: { email: string }) {
  const change = $api.useMutation("post", "/me/password");
  const refetch = useRefetch();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current_password: "", new_password: "", revoke_api_keys: false },
    validate: { new_password: passwordFault },
  });

  function save(body: typeof form.values) {
    change.mutate(
      { body },
      {
        onSuccess: () => {
          form.reset();
          refetch("/me/sessions", "/api-keys");
        },
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <Part title={t`Password`} words={t`Changing it signs you out everywhere but here.`}>
      <form
        onSubmit={form.onSubmit(save)}
        className={`${formClasses.form} ${formClasses.narrow}`}
        aria-label={t`Change password`}
      >
        <FailureNotice failure={change.error} />
        {change.isSuccess && (
          <Notice kind="done">
            <Trans>Your password is changed. Other sessions have ended.</Trans>
          </Notice>
        )}
        {/* Tells a password manager whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={email} />
        <PasswordInput
          label={t`Current password`}
          size="md"
          required
          withAsterisk={false}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t`Show the current password` }}
          key={form.key("current_password")}
          {...form.getInputProps("current_password")}
        />
        <NewPassword
          label={t`New password`}
          visibilityToggleButtonProps={{ "aria-label": t`Show the new password` }}
          key={form.key("new_password")}
          {...form.getInputProps("new_password")}
        />
        <Checkbox
          size="md"
          label={t`Also revoke my API keys`}
          description={t`Programs that use them stop working until they get new ones.`}
          key={form.key("revoke_api_keys")}
          {...form.getInputProps("revoke_api_keys", { type: "checkbox" })}
        />
        <div className={formClasses.foot}>
          <Button type="submit" variant="default" loading={change.isPending}>
            <Trans>Change password</Trans>
          </Button>
        </div>
      </form>
    </Part>
  );
}

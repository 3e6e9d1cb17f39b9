import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Checkbox, Loader } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { $open } from "../../api/queries.ts";
import { session } from "../../api/session.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { NewPassword, passwordFault } from "../../ui/new-password.tsx";
import { EmailField } from "./account-fields.tsx";
import classes from "./accounts.module.css";
import { takeLinkToken } from "./link-token.ts";
import { LinkClosed, LinkIncomplete } from "./link-trouble.tsx";
import { usePasswordReset } from "./use-link.ts";

export function PasswordResetPage({ onDone }: { onDone: () => void }) {
  const [token] = useState(takeLinkToken);
  const reset = usePasswordReset(token);
  const accept = $open.useMutation("post", "/password-resets/accept");
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "", revoke_api_keys: true },
    validate: { password: passwordFault },
  });

  if (!token) return <LinkIncomplete />;
  if (reset.isError) {
    return (
      <LinkClosed failure={reset.error} onRetry={reset.refetch}>
        <Trans>
          This link has expired, was already used or has been replaced. Ask an owner of your team
          for a new one.
        </Trans>
      </LinkClosed>
    );
  }
  if (!reset.data) {
    return (
      <CentredPage title={t`A new password`}>
        <Loader aria-label={t`Loading`} />
      </CentredPage>
    );
  }

  function change(values: typeof form.values) {
    accept.mutate(
      { body: { token, ...values } },
      {
        onSuccess: () => {
          // The server has ended every session, also one that this browser may hold.
          session.end();
          onDone();
        },
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <CentredPage
      title={t`A new password`}
      lead={t`Changing your password signs you out on all devices.`}
    >
      <form onSubmit={form.onSubmit(change)} className={classes.form}>
        <FailureNotice failure={accept.error} />
        <EmailField readOnly value={reset.data.email} />
        <NewPassword
          label={t`New password`}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        {reset.data.api_keys > 0 && (
          <Checkbox
            size="md"
            label={plural(reset.data.api_keys, {
              one: "Also revoke my API key",
              other: "Also revoke my # API keys",
            })}
            description={t`Programs that use them stop working until they get new ones.`}
            key={form.key("revoke_api_keys")}
            {...form.getInputProps("revoke_api_keys", { type: "checkbox" })}
          />
        )}
        <Button type="submit" size="md" className={classes.submit} loading={accept.isPending}>
          <Trans>Change password</Trans>
        </Button>
      </form>
    </CentredPage>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { $open } from "../../api/queries.ts";
import { session } from "../../api/session.ts";
import { BASE } from "../../lib/base.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { NewPassword, passwordFault } from "../../ui/new-password.tsx";
import { EmailField, NameField } from "./account-fields.tsx";
import classes from "./accounts.module.css";
import { takeLinkToken } from "./link-token.ts";

export function SetupPage({ onDone }: { onDone: () => void }) {
  const [token] = useState(takeLinkToken);
  const state = $open.useQuery("get", "/setup");
  const setup = $open.useMutation("post", "/setup");
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "" },
    validate: { password: passwordFault },
  });

  function create({ name, email, password }: typeof form.values) {
    setup.mutate(
      { body: { token, name: name.trim(), email: email.trim(), password } },
      {
        onSuccess: (answer) => {
          session.accept(answer);
          onDone();
        },
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  if (state.data?.open === false && !setup.isSuccess) {
    return (
      <CentredPage
        title={t`Already set up`}
        lead={t`This server already has an owner. The setup link works only once.`}
      >
        <Button component="a" href={BASE} size="md" className={classes.submit}>
          <Trans>Go to sign-in</Trans>
        </Button>
      </CentredPage>
    );
  }
  if (!token) {
    return (
      <CentredPage
        title={t`The link is incomplete`}
        lead={t`The end of the link, starting at the #, is missing.`}
      >
        <p className={classes.words}>
          <Trans>
            Copy the whole line that the server printed in its terminal, then open the link again.
          </Trans>
        </p>
      </CentredPage>
    );
  }
  return (
    <CentredPage title={t`Welcome`} lead={t`Create the first account, which owns this server.`}>
      <form onSubmit={form.onSubmit(create)} className={classes.form}>
        <FailureNotice failure={setup.error} />
        <NameField key={form.key("name")} {...form.getInputProps("name")} />
        <EmailField required key={form.key("email")} {...form.getInputProps("email")} />
        <NewPassword
          label={t`Password`}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" className={classes.submit} loading={setup.isPending}>
          <Trans>Create account</Trans>
        </Button>
      </form>
    </CentredPage>
  );
}

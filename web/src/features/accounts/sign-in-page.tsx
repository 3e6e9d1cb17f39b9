import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { fieldFailures, type SecondFactorChallenge, secondFactorAsked } from "../../api/problem.ts";
import { $open } from "../../api/queries.ts";
import { session } from "../../api/session.ts";
import { below } from "../../lib/base.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Unfold } from "../../ui/unfold.tsx";
import { EmailField } from "./account-fields.tsx";
import classes from "./accounts.module.css";
import { SecondFactorStep } from "./second-factor-step.tsx";

interface FirstStep {
  email: string;
  password: string;
  challenge: SecondFactorChallenge;
}

export function SignInPage({ lead }: { lead?: string }) {
  const setup = $open.useQuery("get", "/setup");
  const login = $open.useMutation("post", "/auth/login");
  const [done, setDone] = useState<FirstStep>();
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });

  if (setup.data?.open) return <NotSetUpYet />;
  if (done) {
    return (
      <SecondFactorStep
        email={done.email}
        password={done.password}
        firstChallenge={done.challenge}
        onBack={() => {
          login.reset();
          setDone(undefined);
        }}
      />
    );
  }

  function signIn({ email, password }: typeof form.values) {
    const body = { email: email.trim(), password };
    login.mutate(
      { body },
      {
        onSuccess: (answer) => session.accept(answer),
        onError: (failure) => {
          const challenge = secondFactorAsked(failure);
          if (challenge) setDone({ ...body, challenge });
          else form.setErrors(fieldFailures(failure));
        },
      },
    );
  }

  return (
    <CentredPage title={t`Sign in`} lead={lead}>
      <form onSubmit={form.onSubmit(signIn)} className={classes.form}>
        <FailureNotice failure={login.error} />
        <EmailField required key={form.key("email")} {...form.getInputProps("email")} />
        <PasswordInput
          label={t`Password`}
          size="md"
          required
          withAsterisk={false}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" className={classes.submit} loading={login.isPending}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      <Unfold words={t`Forgot your password?`}>
        <p className={classes.words}>{t`Ask an owner of your team for a password reset link.`}</p>
      </Unfold>
    </CentredPage>
  );
}

function NotSetUpYet() {
  return (
    <CentredPage title={t`Almost there`} lead={t`This server has no owner yet.`}>
      <p className={classes.words}>
        <Trans>
          When it started, it printed a one-time setup link in its terminal. Open that link to
          create the first account.
        </Trans>
      </p>
      <p className={classes.words}>
        <Trans>It looks like this:</Trans>
      </p>
      <p className={classes.sample}>
        {location.origin}
        {below("/setup")}#token=…
      </p>
    </CentredPage>
  );
}

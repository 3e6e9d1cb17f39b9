import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { $open } from "../../api/client.ts";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { session } from "../../api/session.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./accounts.module.css";

export function SignInPage({ ended }: { ended: boolean }) {
  const setup = $open.useQuery("get", "/setup");
  const login = $open.useMutation("post", "/auth/login");
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });

  if (setup.data?.open) return <NotSetUpYet />;

  function signIn(body: { email: string; password: string }) {
    login.mutate(
      { body: { email: body.email.trim(), password: body.password } },
      {
        onSuccess: (answer) => session.accept(answer),
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <CentredPage
      title="Sign in"
      lead={ended ? "Your session has ended. Sign in to carry on where you were." : undefined}
    >
      <form onSubmit={form.onSubmit(signIn)} className={classes.form}>
        {login.isError && <Notice kind="failure">{describeFailure(login.error)}</Notice>}
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          required
          withAsterisk={false}
          autoComplete="username"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Password"
          size="md"
          required
          withAsterisk={false}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" className={classes.submit} loading={login.isPending}>
          Sign in
        </Button>
      </form>
    </CentredPage>
  );
}

function NotSetUpYet() {
  return (
    <CentredPage title="Almost there" lead="This server has no owner yet.">
      <p className={classes.words}>
        When it started, it printed a one-time setup link in its terminal. Open that link to create
        the first account.
      </p>
      <p className={classes.words}>It looks like this:</p>
      <p className={classes.sample}>{location.origin}/setup#token=…</p>
    </CentredPage>
  );
}

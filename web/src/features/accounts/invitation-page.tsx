import { Button, Loader, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { $open } from "../../api/client.ts";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { session } from "../../api/session.ts";
import { ROLES, ROLES_IN_WORDS } from "../../lib/role-words.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { NewPassword, passwordFault } from "../../ui/new-password.tsx";
import { Notice } from "../../ui/notice.tsx";
import classes from "./accounts.module.css";
import { takeLinkToken } from "./link-token.ts";
import { LinkClosed, LinkIncomplete } from "./link-trouble.tsx";
import { useInvitation } from "./use-link.ts";

export function InvitationPage({ onDone }: { onDone: () => void }) {
  const [token] = useState(takeLinkToken);
  const invitation = useInvitation(token);
  const accept = $open.useMutation("post", "/invitations/accept");
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", password: "" },
    validate: { password: passwordFault },
  });

  if (!token) return <LinkIncomplete />;
  if (invitation.isError) {
    return (
      <LinkClosed failure={invitation.error} onRetry={invitation.refetch}>
        This invitation was used, has expired or was taken back. Ask who invited you for a new one.
      </LinkClosed>
    );
  }
  if (!invitation.data) {
    return (
      <CentredPage title="Your invitation">
        <Loader aria-label="Loading" />
      </CentredPage>
    );
  }
  const { email, role } = invitation.data;

  function join({ name, password }: typeof form.values) {
    accept.mutate(
      { body: { token, name: name.trim(), password } },
      {
        onSuccess: (answer) => {
          session.accept(answer);
          onDone();
        },
        onError: (failure) => form.setErrors(fieldFailures(failure)),
      },
    );
  }

  return (
    <CentredPage
      title="You are invited"
      lead={`Join the team’s inbox as ${ROLES[role]}. ${ROLES_IN_WORDS[role]}`}
    >
      <form onSubmit={form.onSubmit(join)} className={classes.form}>
        {accept.isError && <Notice kind="failure">{describeFailure(accept.error)}</Notice>}
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          readOnly
          autoComplete="username"
          value={email}
        />
        <TextInput
          label="Your name"
          size="md"
          required
          withAsterisk={false}
          autoComplete="name"
          maxLength={80}
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <NewPassword
          label="Password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" className={classes.submit} loading={accept.isPending}>
          Join
        </Button>
      </form>
    </CentredPage>
  );
}

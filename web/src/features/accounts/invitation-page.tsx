import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Loader } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { fieldFailures } from "../../api/problem.ts";
import { $open } from "../../api/queries.ts";
import { session } from "../../api/session.ts";
import { roleInWords, roleName } from "../../lib/role-words.ts";
import { CentredPage } from "../../ui/centred-page.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { NewPassword, passwordFault } from "../../ui/new-password.tsx";
import { EmailField, NameField } from "./account-fields.tsx";
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
        <Trans>
          This invitation has expired, was already used or was revoked. Ask the person who invited
          you for a new one.
        </Trans>
      </LinkClosed>
    );
  }
  if (!invitation.data) {
    return (
      <CentredPage title={t`Your invitation`}>
        <Loader aria-label={t`Loading`} />
      </CentredPage>
    );
  }
  const { email } = invitation.data;
  const role = roleName(invitation.data.role);
  const whatItMayDo = roleInWords(invitation.data.role);

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
      title={t`You are invited`}
      lead={t`Join the team’s inbox as ${role}. ${whatItMayDo}`}
    >
      <form onSubmit={form.onSubmit(join)} className={classes.form}>
        <FailureNotice failure={accept.error} />
        <EmailField readOnly value={email} />
        <NameField maxLength={80} key={form.key("name")} {...form.getInputProps("name")} />
        <NewPassword
          label={t`Password`}
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" className={classes.submit} loading={accept.isPending}>
          <Trans>Join</Trans>
        </Button>
      </form>
    </CentredPage>
  );
}

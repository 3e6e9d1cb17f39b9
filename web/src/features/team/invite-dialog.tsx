import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldFailures } from "../../api/problem.ts";
import { $api } from "../../api/queries.ts";
import { ROLES, type RoleName, roleChoices, roleInWords } from "../../lib/role-words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import { InvitationLink } from "./invitation-link.tsx";
import { useTeamChanged } from "./use-team.ts";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = $api.useMutation("post", "/invitations");
  const changed = useTeamChanged();
  const form = useForm({ initialValues: { email: "", role: "viewer" as RoleName } });

  function send({ email, role }: typeof form.values) {
    invite.mutate(
      { body: { email: email.trim(), role } },
      { onSuccess: changed, onError: (failure) => form.setErrors(fieldFailures(failure)) },
    );
  }

  if (invite.data) {
    const { email } = invite.data.invitation;
    return (
      <Dialog title={t`${email} is invited`} onClose={onClose}>
        <InvitationLink {...invite.data} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t`Invite somebody`}
      act={<Trans>Invite</Trans>}
      pending={invite.isPending}
      failure={invite.error}
      browserChecks
      onSubmit={form.onSubmit(send)}
      onClose={onClose}
    >
      <TextInput
        label={t`E-mail`}
        type="email"
        required
        withAsterisk={false}
        autoFocus
        autoComplete="off"
        {...form.getInputProps("email")}
      />
      <NativeSelect
        label={t`Role`}
        description={roleInWords(form.values.role)}
        data={roleChoices(ROLES)}
        {...form.getInputProps("role")}
      />
    </FormDialog>
  );
}

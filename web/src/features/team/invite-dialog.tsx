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
import { OwnNumbersField } from "./own-numbers-field.tsx";
import { useRoleReach, useTeamChanged } from "./use-team.ts";

interface InviteDialogProps {
  /** The number that somebody is invited for. */
  numberId?: string;
  onClose: () => void;
}

export function InviteDialog({ numberId, onClose }: InviteDialogProps) {
  const invite = $api.useMutation("post", "/invitations");
  const changed = useTeamChanged();
  const form = useForm({
    initialValues: {
      email: "",
      role: "viewer" as RoleName,
      number_ids: numberId ? [numberId] : [],
    },
  });

  const reach = useRoleReach(form.values.role);

  function send({ email, role, number_ids }: typeof form.values) {
    invite.mutate(
      { body: { email: email.trim(), role, number_ids: reach?.number_role ? number_ids : [] } },
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
      <OwnNumbersField
        meant={numberId}
        role={form.values.role}
        chosen={form.values.number_ids}
        onChange={(ids) => form.setFieldValue("number_ids", ids)}
        error={form.errors.number_ids as string | undefined}
      />
    </FormDialog>
  );
}

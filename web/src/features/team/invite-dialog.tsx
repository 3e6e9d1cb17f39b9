import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { $api } from "../../api/client.ts";
import { describeFailure, fieldFailures } from "../../api/problem.ts";
import { ROLES_IN_WORDS, type RoleName } from "../../lib/role-words.ts";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import formClasses from "../../ui/form.module.css";
import { Notice } from "../../ui/notice.tsx";
import { InvitationLink } from "./invitation-link.tsx";
import { ROLE_CHOICES } from "./member-row.tsx";
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
    return (
      <Dialog title={`${invite.data.invitation.email} is invited`} onClose={onClose}>
        <InvitationLink {...invite.data} onDone={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <form onSubmit={form.onSubmit(send)} className={formClasses.form}>
        {invite.isError && <Notice kind="failure">{describeFailure(invite.error)}</Notice>}
        <TextInput
          label="E-mail"
          type="email"
          required
          withAsterisk={false}
          autoFocus
          autoComplete="off"
          {...form.getInputProps("email")}
        />
        <NativeSelect
          label="Role"
          description={ROLES_IN_WORDS[form.values.role]}
          data={ROLE_CHOICES}
          {...form.getInputProps("role")}
        />
        <DialogButtons>
          <Button type="submit" loading={invite.isPending}>
            Invite
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

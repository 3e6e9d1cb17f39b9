import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client, dataOf, type Member } from "../../api/client.ts";
import { useRefetch } from "../../api/queries.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import { OwnNumbersField } from "./own-numbers-field.tsx";
import { useRoleReach } from "./use-team.ts";

/** Gives a member their role on numbers that they don't read yet. */
export function AddToNumbersDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { name } = member;
  const [chosen, setChosen] = useState<string[]>([]);
  const announce = useAnnounce();
  const refetch = useRefetch();
  const role = useRoleReach(member.role)?.number_role;
  const add = useMutation({
    mutationFn: () => Promise.all(chosen.map(grant)),
    // Some may have been given where another was refused.
    onSettled: () => refetch("/numbers/{id}/members"),
    onSuccess: () => {
      announce(t`${name} was added`);
      onClose();
    },
  });

  function grant(id: string) {
    const params = { path: { id, user_id: member.id } };
    const body = { role: role ?? "viewer" };
    return dataOf<unknown>(client.PUT("/numbers/{id}/members/{user_id}", { params, body }));
  }

  return (
    <FormDialog
      title={t`Add ${name} to numbers`}
      act={<Trans>Add</Trans>}
      pending={add.isPending}
      disabled={chosen.length === 0}
      failure={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <OwnNumbersField role={member.role} chosen={chosen} onChange={setChosen} />
    </FormDialog>
  );
}

import { t } from "@lingui/core/macro";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldFailures, isConflict } from "../../api/problem.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FormDialog } from "../../ui/dialog-form.tsx";
import { useDeleteView, useRenameView, useSaveView, type View } from "./use-views.ts";

const LONGEST_NAME = 100;

export function SaveViewDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const save = useSaveView();
  return (
    <NameDialog
      title={t`Save this view`}
      act={t`Save`}
      pending={save.isPending}
      failure={save.error}
      onName={(name) => save.mutate({ name, query }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

export function RenameViewDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const rename = useRenameView();
  return (
    <NameDialog
      title={t`Rename this view`}
      act={t`Rename`}
      name={view.name}
      pending={rename.isPending}
      failure={rename.error}
      onName={(name) => rename.mutate({ id: view.id, name }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

export function DeleteViewDialog({ view, onClose }: { view: View; onClose: () => void }) {
  const remove = useDeleteView();
  const { name } = view;
  return (
    <ConfirmDialog
      title={t`Delete the view ${name}?`}
      act={t`Delete view`}
      pending={remove.isPending}
      failure={remove.error}
      onConfirm={() => remove.mutate(view.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t`This removes only the saved view. Your messages stay.`}</p>
    </ConfirmDialog>
  );
}

interface NameDialogProps {
  title: string;
  act: string;
  name?: string;
  pending: boolean;
  failure: unknown;
  onName: (name: string) => void;
  onClose: () => void;
}

function NameDialog({ title, act, name = "", pending, failure, onName, onClose }: NameDialogProps) {
  const [typed, setTyped] = useState(name);
  const taken = isConflict(failure);
  const wrong = taken ? t`You have a view of this name already.` : fieldFailures(failure).name;
  return (
    <FormDialog
      title={title}
      act={act}
      pending={pending}
      disabled={typed.trim() === ""}
      failure={!wrong && failure}
      faults={wrong}
      browserChecks
      onSubmit={() => onName(typed.trim())}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        required
        maxLength={LONGEST_NAME}
        value={typed}
        error={wrong}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

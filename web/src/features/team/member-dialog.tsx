import { t } from "@lingui/core/macro";
import type { Member } from "../../api/client.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { AddToNumbersDialog } from "./add-to-numbers-dialog.tsx";
import { PasswordResetDialog } from "./password-reset-dialog.tsx";
import { useMemberAct } from "./use-member-act.ts";

export type MemberAct =
  | "add-to-numbers"
  | "password-reset"
  | "end-sessions"
  | "remove-second-factor"
  | "disable"
  | "remove";

type Confirmed = Exclude<MemberAct, "add-to-numbers" | "password-reset">;

interface Words {
  title: string;
  act: string;
  words: string;
}

const WORDS: Record<Confirmed, (name: string) => Words> = {
  "end-sessions": (name) => ({
    title: t`End all sessions of ${name}?`,
    act: t`End sessions`,
    words: t`They are signed out everywhere at once and can sign in again.`,
  }),
  "remove-second-factor": (name) => ({
    title: t`Remove the second factor of ${name}?`,
    act: t`Remove`,
    words: t`For a lost phone: this removes the authenticator app, passkeys and recovery codes, so the password alone is enough. First make sure the request really comes from this person.`,
  }),
  disable: (name) => ({
    title: t`Disable ${name}?`,
    act: t`Disable`,
    words: t`They are signed out at once and can’t sign in until you enable them again.`,
  }),
  remove: (name) => ({
    title: t`Remove ${name} from the team?`,
    act: t`Remove`,
    words: t`They lose access at once. What they did stays in the audit log.`,
  }),
};

interface MemberDialogProps {
  act: MemberAct;
  member: Member;
  onClose: () => void;
}

/** What is asked before an act on a member. */
export function MemberDialog({ act, member, onClose }: MemberDialogProps) {
  if (act === "add-to-numbers") return <AddToNumbersDialog member={member} onClose={onClose} />;
  if (act === "password-reset") return <PasswordResetDialog member={member} onClose={onClose} />;
  return <Confirmation act={act} member={member} onClose={onClose} />;
}

function Confirmation({ act, member, onClose }: MemberDialogProps & { act: Confirmed }) {
  const doIt = useMemberAct(act);
  const { title, act: button, words } = WORDS[act](member.name);
  return (
    <ConfirmDialog
      title={title}
      act={button}
      pending={doIt.isPending}
      failure={doIt.error}
      onConfirm={() => doIt.mutate(member.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{words}</p>
    </ConfirmDialog>
  );
}

import type { Member } from "../../api/client.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { PasswordResetDialog } from "./password-reset-dialog.tsx";
import { useMemberAct } from "./use-member-act.ts";

export type MemberAct =
  | "password-reset"
  | "end-sessions"
  | "remove-second-factor"
  | "disable"
  | "remove";

type Confirmed = Exclude<MemberAct, "password-reset">;

const WORDS: Record<Confirmed, { title: (name: string) => string; act: string; words: string }> = {
  "end-sessions": {
    title: (name) => `End all sessions of ${name}?`,
    act: "End them",
    words: "They are signed out everywhere at once and can sign in again.",
  },
  "remove-second-factor": {
    title: (name) => `Remove the second factor of ${name}?`,
    act: "Remove it",
    words:
      "For a lost phone: authenticator app, passkeys and recovery codes are removed, and the password alone signs them in. Make sure that it is really they who ask.",
  },
  disable: {
    title: (name) => `Disable ${name}?`,
    act: "Disable",
    words: "They are signed out at once and can’t sign in until you enable them again.",
  },
  remove: {
    title: (name) => `Remove ${name} from the team?`,
    act: "Remove",
    words: "They lose access at once. What they did stays in the audit log.",
  },
};

interface MemberDialogProps {
  act: MemberAct;
  member: Member;
  onClose: () => void;
}

/** What is asked before an act on a member. */
export function MemberDialog({ act, member, onClose }: MemberDialogProps) {
  if (act === "password-reset") return <PasswordResetDialog member={member} onClose={onClose} />;
  return <Confirmation act={act} member={member} onClose={onClose} />;
}

function Confirmation({ act, member, onClose }: MemberDialogProps & { act: Confirmed }) {
  const doIt = useMemberAct(act);
  const { title, act: button, words } = WORDS[act];
  return (
    <ConfirmDialog
      title={title(member.name)}
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

import { t } from "@lingui/core/macro";
import { Page } from "../../ui/page.tsx";
import { InvitationsPart } from "./invitations-part.tsx";
import { MembersPart } from "./members-part.tsx";
import { PolicyPart } from "./policy-part.tsx";
import { UsagePart } from "./usage-part.tsx";
import { useTeam } from "./use-team.ts";

export function TeamPage({ invitedFor }: { invitedFor?: string }) {
  const team = useTeam();
  return (
    <Page title={t`Team`} lead={t`Who reads this inbox, and what they may do.`}>
      <MembersPart count={team.data?.members} limit={team.data?.max_members ?? undefined} />
      <InvitationsPart emailed={team.data?.emails_invitations ?? false} invitedFor={invitedFor} />
      <UsagePart />
      <PolicyPart />
    </Page>
  );
}

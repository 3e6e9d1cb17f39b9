const WORDS: Record<string, string> = {
  "session.started": "Signed in",
  "login.refused": "Sign-in refused",
  "session.ended": "Session ended",
  "session.reused": "Used-up session token came again; session ended",
  "access.refused": "Asked for what is not allowed",
  "setup.completed": "Set up the server",
  "invitation.created": "Invited somebody",
  "invitation.resent": "Made a new invitation link",
  "invitation.revoked": "Revoked an invitation",
  "invitation.accepted": "Accepted an invitation",
  "user.added": "Added a member",
  "user.renamed": "Changed a name",
  "user.role_changed": "Changed a role",
  "user.disabled": "Disabled a member",
  "user.enabled": "Enabled a member",
  "user.removed": "Removed a member",
  "password.changed": "Changed the password",
  "password.reset_linked": "Made a password reset link",
  "password.reset": "Chose a new password through a link",
  "totp.added": "Added an authenticator app",
  "totp.removed": "Removed the authenticator app",
  "passkey.added": "Added a passkey",
  "passkey.removed": "Removed a passkey",
  "recovery_codes.renewed": "Made new recovery codes",
  "second_factor.removed": "Removed a member’s second factor",
  "team.updated": "Changed a team setting",
  "api_key.created": "Created an API key",
  "api_key.revoked": "Revoked an API key",
  "number.added": "Added a number",
  "number.updated": "Changed a number",
  "number.deleted": "Deleted a number",
  "number_member.set": "Gave a role on a number",
  "number_member.removed": "Took a role on a number away",
  "billing.exported": "Exported the billing",
  "source.added": "Added a source",
  "source.rotated": "Rotated a source’s secret",
  "webhook.refused": "Webhook refused",
  "message.received": "Message received",
  "message.read": "Saw a message",
  "message.copied": "Copied a code",
  "message.claimed": "Claimed a message",
  "message.released": "Released a message",
  "audit.exported": "Exported the audit log",
};

/** What happened, in words; an action that is not known here is shown readably all the same. */
export function actionInWords(action: string): string {
  const known = WORDS[action];
  if (known) return known;
  const words = action.replace(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KINDS: Record<string, string> = {
  api_key: "API key",
  source: "Source",
  system: "Codebell itself",
  nobody: "Somebody unknown",
  user: "Member",
};

/** Who did it: by name where there is one, else by kind. */
export function actorInWords({ kind, name }: { kind: string; name?: string | null }): string {
  const known = KINDS[kind] ?? kind;
  if (!name) return known;
  return kind === "user" ? name : `${name} (${known})`;
}

export function targetInWords({ kind, name }: { kind: string; name?: string | null }): string {
  if (name) return name;
  const words = KINDS[kind] ?? kind.replace(/_/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

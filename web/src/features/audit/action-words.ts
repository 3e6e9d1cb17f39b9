import { t } from "@lingui/core/macro";
import type { AuditEntry } from "../../api/client.ts";
import { phoneInWords } from "../../lib/phone-words.ts";

/** The words are looked up when they are shown: at the start no language is loaded. */
const WORDS: Record<AuditEntry["action"], () => string> = {
  "session.started": () => t`Signed in`,
  "login.refused": () => t`Sign-in refused`,
  "session.ended": () => t`Session ended`,
  "session.reused": () => t`Session token reused; session ended`,
  "session.proven": () => t`Confirmed their identity again`,
  "access.refused": () => t`Permission denied`,
  "setup.completed": () => t`Set up the server`,
  "invitation.created": () => t`Invited somebody`,
  "invitation.resent": () => t`Made a new invitation link`,
  "invitation.revoked": () => t`Revoked an invitation`,
  "invitation.accepted": () => t`Accepted an invitation`,
  "user.added": () => t`Added a member`,
  "user.renamed": () => t`Changed a name`,
  "user.role_changed": () => t`Changed a role`,
  "user.disabled": () => t`Disabled a member`,
  "user.enabled": () => t`Enabled a member`,
  "user.removed": () => t`Removed a member`,
  "password.changed": () => t`Changed the password`,
  "password.reset_linked": () => t`Made a password reset link`,
  "password.reset": () => t`Set a new password through a link`,
  "totp.added": () => t`Added an authenticator app`,
  "totp.removed": () => t`Removed the authenticator app`,
  "passkey.added": () => t`Added a passkey`,
  "passkey.removed": () => t`Removed a passkey`,
  "recovery_codes.renewed": () => t`Made new recovery codes`,
  "second_factor.removed": () => t`Removed a member’s second factor`,
  "secret_key.reset": () => t`Replaced a lost secret key`,
  "team.updated": () => t`Changed a team setting`,
  "api_key.created": () => t`Created an API key`,
  "api_key.revoked": () => t`Revoked an API key`,
  "number.added": () => t`Added a number`,
  "number.updated": () => t`Changed a number`,
  "number.deleted": () => t`Deleted a number`,
  "number_member.set": () => t`Gave a role on a number`,
  "number_member.removed": () => t`Took a role on a number away`,
  "billing.exported": () => t`Exported the billing`,
  "source.added": () => t`Added a source`,
  "source.rotated": () => t`Rotated a source’s secret`,
  "source.updated": () => t`Changed a source`,
  "source.removed": () => t`Removed a source`,
  "code_rule.added": () => t`Added a rule for codes`,
  "code_rule.removed": () => t`Deleted a rule for codes`,
  "channel.added": () => t`Added a channel`,
  "channel.updated": () => t`Changed a channel`,
  "channel.rotated": () => t`Replaced a channel’s signing secret`,
  "channel.removed": () => t`Removed a channel`,
  "channel.tested": () => t`Tested a channel`,
  "channel.gone": () => t`Channel switched off: its receiver is gone`,
  "channel.orphaned": () => t`Channel switched off: the member responsible can no longer forward`,
  "rule.added": () => t`Added a forwarding rule`,
  "rule.updated": () => t`Changed a forwarding rule`,
  "rules.ordered": () => t`Changed the order of forwarding rules`,
  "rule.removed": () => t`Deleted a forwarding rule`,
  "pattern.slow": () => t`Rule switched off: its pattern took too long`,
  "delivery.retried": () => t`Tried failed deliveries again`,
  "delivery.reviewed": () => t`Reviewed failed deliveries`,
  "gateway.added": () => t`Added a gateway`,
  "gateway.updated": () => t`Changed a gateway`,
  "gateways.ordered": () => t`Changed the order of gateways`,
  "gateway.removed": () => t`Removed a gateway`,
  "gateway.tested": () => t`Tested a gateway`,
  "code.sent": () => t`Sent a code`,
  "code.verified": () => t`Code verified`,
  "code.relayed": () => t`Sent a code on for a source`,
  "text.sent": () => t`Sent a text for a source`,
  "relay.refused": () => t`Blocked a send for a source`,
  "send_limits.updated": () => t`Changed how much may be sent`,
  "send_text.set": () => t`Changed a text of codes`,
  "send_text.removed": () => t`Restored a default text for codes`,
  "canary.set": () => t`Scheduled tests of a number`,
  "canary.removed": () => t`Stopped the tests of a number`,
  "notice.dismissed": () => t`Dismissed a notice`,
  "demo.removed": () => t`Removed the demo data`,
  "webhook.refused": () => t`Webhook refused`,
  "message.received": () => t`Message received`,
  "message.read": () => t`Viewed a message`,
  "message.exported": () => t`Exported a message`,
  "message.copied": () => t`Copied a code`,
  "message.forwarded": () => t`Forwarded a message`,
  "message.claimed": () => t`Claimed a message`,
  "message.released": () => t`Released a message`,
  "audit.exported": () => t`Exported the audit log`,
  "audit.broken": () => t`Detected changes to the audit log; started a new chain`,
};

/** What happened, in words; an action that is not known here is shown readably all the same. */
export function actionInWords(action: string): string {
  const known = (WORDS as Record<string, (() => string) | undefined>)[action]?.();
  if (known) return known;
  const words = action.replace(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KINDS: Record<string, () => string> = {
  api_key: () => t`API key`,
  source: () => t`Source`,
  code_rule: () => t`Code rule`,
  gateway: () => t`Gateway`,
  canary: () => t`Tested number`,
  send: () => t`Send`,
  system: () => t`Codebell itself`,
  nobody: () => t`Somebody unknown`,
  user: () => t`Member`,
};

/** Who did it: by name where there is one, else by kind. */
export function actorInWords({ kind, name }: { kind: string; name?: string | null }): string {
  const known = KINDS[kind]?.() ?? kind;
  if (!name) return known;
  return kind === "user" ? name : t`${name} (${known})`;
}

export function targetInWords({ kind, name }: { kind: string; name?: string | null }): string {
  // A number stands in the log as it was received.
  if (name) return phoneInWords(name);
  const words = KINDS[kind]?.() ?? kind.replace(/_/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

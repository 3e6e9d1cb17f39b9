import { t } from "@lingui/core/macro";
import type { components } from "../api/schema.gen.ts";

export type RoleName = components["schemas"]["Role"];

interface RoleWords {
  name: () => string;
  /** What a role may do, in a sentence. The server decides; this only tells. */
  does: () => string;
}

/** In the order in which they are offered. A role that the server adds needs its words to compile. */
const ROLE_WORDS: Record<RoleName, RoleWords> = {
  viewer: {
    name: () => t`Viewer`,
    does: () => t`Viewers read and copy codes.`,
  },
  manager: {
    name: () => t`Manager`,
    does: () => t`Managers read codes and manage sources, channels and rules.`,
  },
  owner: {
    name: () => t`Owner`,
    does: () => t`Owners manage the team, its numbers and their cost.`,
  },
  auditor: {
    name: () => t`Auditor`,
    does: () => t`Auditors read the audit log, and no messages or codes.`,
  },
};

export const ROLES = Object.keys(ROLE_WORDS) as RoleName[];

export function isRole(name: string): name is RoleName {
  return name in ROLE_WORDS;
}

export function roleName(role: RoleName): string {
  return ROLE_WORDS[role].name();
}

export function roleInWords(role: RoleName): string {
  return ROLE_WORDS[role].does();
}

/** Roles to choose among, for a select. */
export function roleChoices<R extends RoleName>(roles: readonly R[]) {
  return roles.map((role) => ({ value: role, label: roleName(role) }));
}

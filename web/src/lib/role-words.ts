import { t } from "@lingui/core/macro";

export type RoleName = "viewer" | "manager" | "owner";

export function roleName(role: RoleName): string {
  switch (role) {
    case "owner":
      return t`Owner`;
    case "manager":
      return t`Manager`;
    case "viewer":
      return t`Viewer`;
  }
}

/** What a role may do, in a sentence. The server decides; this only tells. */
export function roleInWords(role: RoleName): string {
  switch (role) {
    case "owner":
      return t`Owners look after the team, its numbers and their cost.`;
    case "manager":
      return t`Managers read codes, and look after where messages come from.`;
    case "viewer":
      return t`Viewers read and copy codes.`;
  }
}

/** Roles to choose among, for a select. */
export function roleChoices<R extends RoleName>(roles: readonly R[]) {
  return roles.map((role) => ({ value: role, label: roleName(role) }));
}

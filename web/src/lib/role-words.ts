export type RoleName = "viewer" | "manager" | "owner";

export const ROLES: Record<RoleName, string> = {
  owner: "Owner",
  manager: "Manager",
  viewer: "Viewer",
};

/** What a role may do, in a sentence. The server decides; this only tells. */
export const ROLES_IN_WORDS: Record<RoleName, string> = {
  owner: "Owners look after the team, its numbers and their cost.",
  manager: "Managers read codes, and look after where messages come from.",
  viewer: "Viewers read and copy codes.",
};

import { useQuery } from "@tanstack/react-query";
import { LONGEST_PAGE } from "../../api/every-page.ts";
import { $api, allOf, useRefetch } from "../../api/queries.ts";
import type { RoleName } from "../../lib/role-words.ts";

export function useTeam() {
  return $api.useQuery("get", "/team");
}

/** What a role reads of numbers; the server says. */
export function useRoleReach(role: RoleName) {
  return useTeam().data?.roles.find((one) => one.role === role);
}

/** No event tells that somebody has joined. */
const OFTEN = { refetchInterval: 20_000 };

export function useMembers() {
  return useQuery({ ...allOf("/users"), ...OFTEN });
}

export function useInvitations() {
  return $api.useQuery(
    "get",
    "/invitations",
    { params: { query: { limit: LONGEST_PAGE } } },
    OFTEN,
  );
}

/** After a change of the team all of its lists may say something else. */
export function useTeamChanged() {
  const refetch = useRefetch();
  return () => refetch("/users", "/team", "/invitations", "/me");
}

import { useQuery } from "@tanstack/react-query";
import { $api, client, dataOf } from "../../api/client.ts";
import { everyPage, LONGEST_PAGE } from "../../api/every-page.ts";
import { useRefetch } from "../../api/use-me.ts";

export function useTeam() {
  return $api.useQuery("get", "/team");
}

export function useMembers() {
  return useQuery({
    queryKey: ["get", "/users", "all"],
    queryFn: ({ signal }) =>
      everyPage((cursor) =>
        dataOf(
          client.GET("/users", { params: { query: { limit: LONGEST_PAGE, cursor } }, signal }),
        ),
      ),
  });
}

export function useInvitations() {
  return $api.useQuery("get", "/invitations", { params: { query: { limit: LONGEST_PAGE } } });
}

/** After a change of the team all of its lists may say something else. */
export function useTeamChanged() {
  const refetch = useRefetch();
  return () => refetch("/users", "/team", "/invitations", "/me");
}

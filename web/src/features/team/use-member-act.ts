import { useMutation } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { useTeamChanged } from "./use-team.ts";

type Act = "end-sessions" | "remove-second-factor" | "disable" | "remove";

function send(act: Act, id: string) {
  const params = { path: { id } };
  switch (act) {
    case "end-sessions":
      return dataOf<unknown>(client.DELETE("/users/{id}/sessions", { params }));
    case "remove-second-factor":
      return dataOf<unknown>(client.DELETE("/users/{id}/second-factor", { params }));
    case "disable":
      return dataOf<unknown>(client.PATCH("/users/{id}", { params, body: { disabled: true } }));
    case "remove":
      return dataOf<unknown>(client.DELETE("/users/{id}", { params }));
  }
}

export function useMemberAct(act: Act) {
  const changed = useTeamChanged();
  return useMutation({ mutationFn: (id: string) => send(act, id), onSuccess: changed });
}

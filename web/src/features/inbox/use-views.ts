import { useMutation, useQuery } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, useRefetch } from "../../api/queries.ts";
import type { components } from "../../api/schema.gen.ts";

export type View = components["schemas"]["View"];

/** The searches that the reader has given a name. */
export function useViews() {
  return useQuery({
    ...$api.queryOptions("get", "/me/views"),
    staleTime: 60_000,
    select: ({ data }) => data,
  });
}

function useViewMutation<Input>(mutationFn: (input: Input) => Promise<unknown>) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn,
    onSuccess: () => refetch("/me/views"),
  });
}

export function useSaveView() {
  return useViewMutation((body: { name: string; query: string }) =>
    dataOf(client.POST("/me/views", { body })),
  );
}

export function useRenameView() {
  return useViewMutation(({ id, name }: { id: string; name: string }) =>
    dataOf(client.PATCH("/me/views/{id}", { params: { path: { id } }, body: { name } })),
  );
}

export function useDeleteView() {
  return useViewMutation((id: string) =>
    dataOf(client.DELETE("/me/views/{id}", { params: { path: { id } } })),
  );
}

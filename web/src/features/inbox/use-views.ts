import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import type { components } from "../../api/schema.gen.ts";

export type View = components["schemas"]["View"];

const VIEWS = ["views"] as const;

/** The searches that the reader has given a name. */
export function useViews() {
  return useQuery({
    queryKey: VIEWS,
    queryFn: async ({ signal }) => (await dataOf(client.GET("/me/views", { signal }))).data,
    staleTime: 60_000,
  });
}

function useViewMutation<Input>(mutationFn: (input: Input) => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => cache.invalidateQueries({ queryKey: VIEWS }),
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

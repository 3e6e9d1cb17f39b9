import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { useCapability } from "../../api/use-capability.ts";

const ONBOARDING = ["onboarding"] as const;
const REFETCH_MS = 10_000;

export function useMayChangeSources(): boolean {
  return useCapability("sources:write");
}

/** The facts, fresh while they are shown: most become true on other pages, or by others. */
export function useOnboarding(isShown = true) {
  const maySee = useCapability("sources:read");
  return useQuery({
    queryKey: ONBOARDING,
    enabled: maySee && isShown,
    refetchInterval: REFETCH_MS,
    refetchOnWindowFocus: "always",
    refetchOnMount: "always",
    queryFn: ({ signal }) => dataOf(client.GET("/onboarding", { signal })),
  });
}

export function useSimulate() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (count: number) => dataOf(client.POST("/demo/messages", { body: { count } })),
    onSuccess: () => refetch(cache),
  });
}

export function useRemoveDemo() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf<unknown>(client.DELETE("/demo")),
    onSuccess: () => refetch(cache),
  });
}

/** The live connection tells of these too; where it is lost, the page should still be right. */
function refetch(cache: QueryClient) {
  for (const key of ["onboarding", "messages", "numbers", "sources"])
    cache.invalidateQueries({ queryKey: [key] });
}

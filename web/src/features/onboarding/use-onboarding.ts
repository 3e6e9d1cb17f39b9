import { useMutation, useQuery } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, MESSAGES, SOURCES, useRefetch } from "../../api/queries.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useLivePaths } from "../../realtime/use-live-paths.ts";

/** The live connection tells of these too; where it is lost, the page should still be right. */
const CHANGED = ["/onboarding", "/numbers", ...MESSAGES, ...SOURCES] as const;
const REFETCH_MS = 10_000;
/** Several parts of a page ask at about the same time. */
const FRESH_MS = 3000;

export function useMayChangeSources(): boolean {
  return useCapability("sources:write");
}

/** The facts, fresh while they are shown: most become true on other pages, or by others. */
export function useOnboarding(isShown = true) {
  const maySee = useCapability("sources:read");
  return useQuery({
    ...$api.queryOptions("get", "/onboarding"),
    enabled: maySee && isShown,
    refetchInterval: REFETCH_MS,
    refetchOnWindowFocus: "always",
    staleTime: FRESH_MS,
  });
}

/** The first message is a step of its own, whichever page is open when it comes. */
export function useLiveOnboarding() {
  useLivePaths("message.received", ["/onboarding"], REFETCH_MS);
}

export function useSimulate() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (count: number) => dataOf(client.POST("/demo/messages", { body: { count } })),
    onSuccess: () => {
      refetch(...CHANGED);
    },
  });
}

export function useRemoveDemo() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: () => dataOf<unknown>(client.DELETE("/demo")),
    onSuccess: () => {
      refetch(...CHANGED);
    },
  });
}

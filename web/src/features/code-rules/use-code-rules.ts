import { hashKey, keepPreviousData, useMutation } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, MESSAGES, useRefetch } from "../../api/queries.ts";
import type { NewCodeRule } from "./code-rule-api.ts";

/** Messages that are counted. */
export const MOST_COUNTED = 100;

export function useCodeRules() {
  return $api.useQuery("get", "/code-rules");
}

/** How many messages speak of a code in which none was found; it stops at 100. */
export function useMissed(): number | undefined {
  const query = { code_missed: true, limit: MOST_COUNTED };
  return $api.useQuery("get", "/messages", { params: { query } }).data?.data.length;
}

/** Keeps a rule. It corrects messages, so those are asked for again. */
export function useAddRule() {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: (body: NewCodeRule) => dataOf(client.POST("/code-rules", { body })),
    onSuccess: () => {
      refetch(...MESSAGES);
      return refetch("/code-rules");
    },
  });
}

export function useDeleteRule(id: string) {
  const refetch = useRefetch();
  return useMutation({
    mutationFn: () =>
      dataOf<unknown>(client.DELETE("/code-rules/{id}", { params: { path: { id } } })),
    onSuccess: () => refetch("/code-rules"),
  });
}

/** Makes a rule out of what somebody says of a message; nothing is kept. */
export function useDraft() {
  return useMutation({
    mutationFn: (body: { message_id: string; code: string | null }) =>
      dataOf(client.POST("/code-rules/draft", { body })),
  });
}

export function isSameRule(one: NewCodeRule | undefined, other: NewCodeRule): boolean {
  return one !== undefined && hashKey([one]) === hashKey([other]);
}

/** What a rule would change; asks nothing while there is none. */
export function usePreview(rule: NewCodeRule | undefined) {
  return $api.useQuery(
    "post",
    "/code-rules/preview",
    { body: rule as NewCodeRule },
    {
      enabled: rule !== undefined,
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
      // The next dialog looks at the messages of its own time.
      gcTime: 0,
      refetchOnWindowFocus: false,
    },
  );
}

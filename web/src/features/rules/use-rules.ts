import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, dataOf } from "../../api/client.ts";
import { $api, refetch, useRefetch } from "../../api/queries.ts";
import type { DryRun, NewRule, Rule, RuleChange } from "./rule-api.ts";
import { toChange } from "./rule-draft.ts";

type Rules = { data: Rule[]; next_cursor: string | null };

export function useRules() {
  return $api.useQuery("get", "/rules");
}

/** A channel tells how many rules name it, so channels are asked for again as well. */
function useRulesChanged() {
  const refetch = useRefetch();
  return () => refetch("/rules", "/channels");
}

/** Keeps a new rule, or what a kept one has become. */
export function useSaveRule(id: string | undefined) {
  const onSuccess = useRulesChanged();
  return useMutation({
    mutationFn: (rule: NewRule) =>
      id === undefined
        ? dataOf(client.POST("/rules", { body: rule }))
        : dataOf(client.PATCH("/rules/{id}", { params: { path: { id } }, body: toChange(rule) })),
    onSuccess,
  });
}

export function useUpdateRule(id: string) {
  const onSuccess = useRulesChanged();
  return useMutation({
    mutationFn: (body: RuleChange) =>
      dataOf(client.PATCH("/rules/{id}", { params: { path: { id } }, body })),
    onSuccess,
  });
}

export function useDeleteRule() {
  const onSuccess = useRulesChanged();
  return useMutation({
    mutationFn: (id: string) =>
      dataOf<unknown>(client.DELETE("/rules/{id}", { params: { path: { id } } })),
    onSuccess,
  });
}

const ORDER = ["rules", "order"];

/** Shows the new order at once; several moves in a row reach the server one after the other. */
export function useOrderRules() {
  const cache = useQueryClient();
  const queryKey = $api.queryOptions("get", "/rules").queryKey;
  return useMutation({
    mutationKey: ORDER,
    scope: { id: ORDER.join() },
    mutationFn: (ids: string[]) => dataOf(client.PUT("/rules/order", { body: { ids } })),
    onMutate: async (ids) => {
      await cache.cancelQueries({ queryKey });
      cache.setQueryData<Rules>(queryKey, (rules) => rules && inOrder(rules, ids));
    },
    onSettled: () => {
      // Another move is under way: an answer of now would put its rule back for a moment.
      if (cache.isMutating({ mutationKey: ORDER }) > 1) return;
      return refetch(cache, "/rules");
    },
  });
}

/** The rules of one list in this order; those of other lists stay where they are. */
function inOrder(rules: Rules, ids: string[]): Rules {
  const named = new Map(rules.data.map((rule) => [rule.id, rule]));
  const next = ids.flatMap((id) => named.get(id) ?? []);
  const data = rules.data.map((rule) => (ids.includes(rule.id) ? (next.shift() ?? rule) : rule));
  return { ...rules, data };
}

/** What rules would have done with the last messages; nothing is kept. */
export function useDryRun() {
  return useMutation({
    mutationFn: (body: DryRun) => dataOf(client.POST("/rules/dry-run", { body })),
  });
}

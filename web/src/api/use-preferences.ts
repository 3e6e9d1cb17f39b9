import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, dataOf, type Me } from "./client.ts";
import { keyOf, refetch } from "./queries.ts";
import type { components } from "./schema.gen.ts";
import { useMe } from "./use-me.ts";

/** What follows the account to every device. */
export type Preferences = components["schemas"]["Preferences"];

const UNKNOWN: Preferences = {
  claim_on_copy: true,
  date_format: "auto",
  muted_number_ids: [],
  pinned_number_ids: [],
};

const SAVING = ["save-preferences"];

export function preferencesOf(me: Me | undefined): Preferences {
  return me?.preferences ?? UNKNOWN;
}

export function usePreferences(): Preferences {
  return preferencesOf(useMe().data);
}

/** Saves what changed; the page goes by it at once, and goes back if the server refuses. */
export function useSavePreferences() {
  const cache = useQueryClient();
  const here = { queryKey: keyOf("/me") };
  const put = (preferences: Preferences) =>
    cache.setQueriesData<Me>(here, (me) => me && { ...me, preferences });
  const current = () => preferencesOf(cache.getQueriesData<Me>(here)[0]?.[1]);

  return useMutation({
    mutationKey: SAVING,
    // One after the other: each sends all preferences.
    scope: { id: "preferences" },
    mutationFn: (change: Partial<Preferences>) =>
      dataOf(client.PUT("/me/preferences", { body: { ...current(), ...change } })),
    onMutate: async (change) => {
      await cache.cancelQueries(here);
      const before = current();
      put({ ...before, ...change });
      return { before };
    },
    onError: (_failure, _change, kept) => kept && put(kept.before),
    onSettled: () => {
      // What is asked for while another change waits would take that back for a moment.
      if (cache.isMutating({ mutationKey: SAVING }) === 1) refetch(cache, "/me");
    },
  });
}

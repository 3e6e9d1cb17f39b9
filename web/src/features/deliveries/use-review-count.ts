import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { $api, askAgain } from "../../api/queries.ts";
import type { components } from "../../api/schema.gen.ts";
import { paced } from "../../lib/paced.ts";
import { useAfterSilence, useLiveEvent } from "../../realtime/use-live.tsx";

/** More than these are "20+". */
const COUNTED = 20;
/** Deliveries may fail many to a second. */
const ASKING_GAP_MS = 2000;

type Failed = components["schemas"]["Page_Delivery"];

const failed = $api.queryOptions("get", "/deliveries", {
  params: { query: { needs_review: true, limit: COUNTED } },
});

/** How many failed deliveries nobody has said yet that they know of. */
export function useReviewCount(isAsked: boolean): { count: number; isMore: boolean } {
  const { data } = useQuery({ ...failed, enabled: isAsked });
  return { count: data?.data.length ?? 0, isMore: Boolean(data?.next_cursor) };
}

/** Keeps the count in step with the live events. */
export function useLiveReviewCount() {
  const cache = useQueryClient();
  const [ask] = useState(() =>
    paced(() => askAgain(cache, { queryKey: failed.queryKey, exact: true }), ASKING_GAP_MS),
  );
  useLiveEvent("delivery.updated", ({ status }) => {
    // What is tried again, or delivered after all, may have been among them.
    if (status === "failed" || cache.getQueryData<Failed>(failed.queryKey)?.data.length) ask();
  });
  useAfterSilence(ask);
}

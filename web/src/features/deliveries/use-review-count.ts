import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { $api } from "../../api/queries.ts";
import { paced } from "../../lib/paced.ts";
import { useAfterConnect, useLiveEvent } from "../../realtime/use-live.tsx";

/** More than these are "20+". */
const COUNTED = 20;
/** Deliveries may fail many to a second. */
const ASKING_GAP_MS = 2000;

const failed = $api.queryOptions("get", "/deliveries", {
  params: { query: { needs_review: true, limit: COUNTED } },
});

/** How many failed deliveries nobody has said yet that they know of. */
export function useReviewCount(isAsked: boolean): { count: number; isMore: boolean } {
  const cache = useQueryClient();
  const { data } = useQuery({ ...failed, enabled: isAsked });
  const count = data?.data.length ?? 0;
  const [ask] = useState(() =>
    paced(() => cache.invalidateQueries({ queryKey: failed.queryKey, exact: true }), ASKING_GAP_MS),
  );
  useLiveEvent("delivery.updated", ({ status }) => {
    // What is tried again, or delivered after all, may have been among them.
    if (status === "failed" || count > 0) ask();
  });
  useAfterConnect(ask);
  return { count, isMore: Boolean(data?.next_cursor) };
}

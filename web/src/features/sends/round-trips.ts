import type { Canary, CanaryRun } from "./send-api.ts";

export type Trip =
  | { kind: "back"; at: string; ms: number }
  | { kind: "late"; at: string; ms: number }
  | { kind: "missing"; at: string; detail: string | null }
  | { kind: "waiting"; at: string };

function tripOf(run: CanaryRun): Trip {
  const { started_at: at, returned_at, is_missing, detail } = run;
  if (returned_at) {
    const ms = Date.parse(returned_at) - Date.parse(at);
    return { kind: is_missing ? "late" : "back", at, ms };
  }
  return is_missing ? { kind: "missing", at, detail } : { kind: "waiting", at };
}

/** The last messages on their way round, the latest last. */
export function tripsOf(runs: CanaryRun[]): Trip[] {
  return runs.map(tripOf).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What is known of a number: the last trip whose end is known. */
export function lastTrip(runs: CanaryRun[]): Exclude<Trip, { kind: "waiting" }> | undefined {
  return tripsOf(runs).findLast((trip) => trip.kind !== "waiting");
}

/** Whether news of a number can be expected soon; the first test follows its schedule at once. */
export function isOnItsWay({ runs }: Pick<Canary, "runs">): boolean {
  return runs.length === 0 || tripsOf(runs).at(-1)?.kind === "waiting";
}

export interface Mark {
  kind: Trip["kind"];
  /** 0 to 1: how high it stands. */
  height: number;
}

/** The heights of a small chart; one that did not come back stands as high as can be. */
export function marksOf(trips: Trip[]): Mark[] {
  const took = trips.flatMap((trip) => ("ms" in trip ? [trip.ms] : []));
  const most = Math.max(1, ...took);
  return trips.map((trip) => ({
    kind: trip.kind,
    height: "ms" in trip ? Math.max(0.12, trip.ms / most) : trip.kind === "missing" ? 1 : 0.12,
  }));
}

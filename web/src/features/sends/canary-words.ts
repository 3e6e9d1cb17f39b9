import { t } from "@lingui/core/macro";
import { momentInWords } from "../../lib/time-words.ts";
import { lastTrip, type Trip } from "./round-trips.ts";
import type { Canary } from "./send-api.ts";
import { spanInWords } from "./span-words.ts";

/** "Back after 4 s", "Not back". */
export function tripInWords(trip: Trip): string {
  switch (trip.kind) {
    case "back": {
      const span = spanInWords(trip.ms);
      return t`back after ${span}`;
    }
    case "late": {
      const span = spanInWords(trip.ms);
      return t`late, back after ${span}`;
    }
    case "missing":
      return t`not back`;
    case "waiting":
      return t`on its way`;
  }
}

/** A run in the list that is read out in place of the chart. */
export function tripAtInWords(trip: Trip): string {
  const moment = momentInWords(trip.at);
  const what = tripInWords(trip);
  return t`${moment}: ${what}`;
}

export type Health = "good" | "missing" | "unknown";

export function healthOf({ runs }: Canary): Health {
  const trip = lastTrip(runs);
  if (!trip) return "unknown";
  return trip.kind === "missing" ? "missing" : "good";
}

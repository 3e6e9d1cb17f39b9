import { t } from "@lingui/core/macro";
import type { NewRule } from "./rule-api.ts";

type Faults = Record<string, string>;

/** What the server could not even read, said at the same fields as what it refuses. */
export function localFaults({ conditions }: NewRule): Faults {
  const hours = conditions?.hours;
  if (!hours) return {};
  const noTime = t`Enter a time.`;
  return {
    ...(hours.days.length === 0 && { "conditions.hours.days": t`Choose at least one day.` }),
    ...(!hours.from && { "conditions.hours.from": noTime }),
    ...(!hours.until && { "conditions.hours.until": noTime }),
  };
}

const FIELDS = [
  "name",
  "number_id",
  "channel_ids",
  "conditions.number_ids",
  "conditions.senders",
  "conditions.services",
  "conditions.pattern",
  "conditions.has_code",
  "conditions.notice_kinds",
  "conditions.hours.days",
  "conditions.hours.from",
  "conditions.hours.until",
  "conditions.hours.time_zone",
];

/** Whether the form has a field for one of them; else it is said at its foot. */
export function isShownAtField(faults: Faults): boolean {
  return FIELDS.some((field) => field in faults);
}

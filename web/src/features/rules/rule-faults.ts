import { t } from "@lingui/core/macro";
import type { Conditions, NewRule } from "./rule-api.ts";
import type { RuleDraft } from "./rule-draft.ts";

type Faults = Record<string, string>;

/** What the server would take for something else or could not read, said at the same fields as what it refuses. */
export function localFaults({ isOfSome }: Pick<RuleDraft, "isOfSome">, rule: NewRule): Faults {
  const { number_ids = [], hours } = rule.conditions ?? {};
  const isMessage = rule.event === "message" && !rule.number_id;
  const noNumber = isMessage && isOfSome && number_ids.length === 0;
  return {
    ...(noNumber && { "conditions.number_ids": t`Choose at least one number.` }),
    ...faultsOf(hours),
  };
}

/** A rule that would do nothing at all can be tried, and not be kept. */
export function savingFaults({ channel_ids = [], stop }: NewRule): Faults {
  if (channel_ids.length > 0 || stop) return {};
  return { channel_ids: t`Choose a channel, or switch on “Stop here”.` };
}

function faultsOf(hours: Conditions["hours"] | undefined): Faults {
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

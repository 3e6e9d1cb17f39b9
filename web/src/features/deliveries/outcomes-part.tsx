import { t } from "@lingui/core/macro";
import { $api } from "../../api/queries.ts";
import { lastDays } from "../../lib/days.ts";
import { DayCountsFigure } from "../../ui/day-counts.tsx";
import { Part } from "../../ui/page.tsx";
import { statusInWords } from "./delivery-words.ts";

const DAYS = 30;
const A_WHILE_MS = 60_000;
const NOTHING = { delivered: 0, failed: 0, waiting: 0 };

/** What became of deliveries from day to day; nothing while there were none. */
export function OutcomesPart() {
  const { data } = $api.useQuery(
    "get",
    "/deliveries/figures",
    { params: { query: { days: DAYS } } },
    { staleTime: A_WHILE_MS },
  );
  if (!data || data.data.length === 0) return null;
  const byDay = new Map(data.data.map(({ day, ...counts }) => [day, counts]));
  const days = lastDays(DAYS, Date.now()).map((day) => {
    const { delivered, failed, waiting } = byDay.get(day) ?? NOTHING;
    return { day, counts: { delivered, failed, waiting } };
  });
  return (
    <Part title={t`Results by day`} words={t`The last ${DAYS} days, in UTC, without tests.`}>
      <DayCountsFigure
        caption={t`Results by day`}
        days={days}
        series={[
          { key: "delivered", name: statusInWords("delivered"), ink: "var(--cb-accent)" },
          { key: "failed", name: statusInWords("failed"), ink: "var(--cb-danger)" },
          { key: "waiting", name: statusInWords("waiting"), ink: "var(--cb-brass)" },
        ]}
      />
    </Part>
  );
}

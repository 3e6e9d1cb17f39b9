import { $api } from "../../api/queries.ts";
import type { components } from "../../api/schema.gen.ts";
import { lastDays } from "../../lib/days.ts";

export type NumberFigures = components["schemas"]["NumberFigures"];

export const FIGURE_DAYS = 30;
const A_WHILE_MS = 60_000;

/** What came to each number in the last days; undefined until it is known. */
export function useNumberFigures(): ((numberId: string) => NumberFigures) | undefined {
  const { data } = $api.useQuery(
    "get",
    "/numbers/figures",
    { params: { query: { days: FIGURE_DAYS } } },
    { staleTime: A_WHILE_MS },
  );
  if (!data) return undefined;
  const byId = new Map(data.data.map((figures) => [figures.number_id, figures]));
  return (number_id) => byId.get(number_id) ?? nothingOf(number_id);
}

function nothingOf(number_id: string): NumberFigures {
  const days = lastDays(FIGURE_DAYS, Date.now());
  return {
    number_id,
    messages: 0,
    codes: 0,
    codes_missed: 0,
    first_day: days[0] ?? "",
    daily: days.map(() => 0),
  };
}

import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "../../api/queries.ts";
import type { Figures } from "./send-api.ts";

const NONE: Figures[] = [];
/** As far back as the server counts. */
const LONGEST_DAYS = 90;
const A_WHILE_MS = 60_000;

export function useFigures(days: number) {
  return $api.useQuery(
    "get",
    "/otp/figures",
    { params: { query: { days } } },
    { placeholderData: keepPreviousData },
  );
}

/** Countries to filter by: those that something was sent to, and the one that is chosen. */
export function useCountriesSentTo(chosen: string | undefined): string[] {
  const { data } = $api.useQuery(
    "get",
    "/otp/figures",
    { params: { query: { days: LONGEST_DAYS } } },
    { staleTime: A_WHILE_MS },
  );
  const found = (data?.data ?? NONE).flatMap(({ country }) => (country ? [country] : []));
  return [...new Set([...(chosen ? [chosen] : []), ...found])].sort();
}

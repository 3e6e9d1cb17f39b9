import { expect, it } from "vitest";
import { filtersOf, isFiltered, parseInboxSearch, toMessageQuery } from "./inbox-search.ts";

it("keeps from the address what it understands and drops the rest", () => {
  const search = parseInboxSearch({
    q: "acme",
    from: "2026-03-01",
    to: "soon",
    has_code: "yes",
    other: "1",
    sender: " ",
  });
  expect(search).toEqual({ q: "acme", from: "2026-03-01" });
});

it("survives the way through the address bar", () => {
  const search = {
    q: "a b",
    sender: "GOOGLE",
    number: "n1",
    from: "2026-03-01",
    to: "2026-03-02",
    has_code: "true" as const,
    message: "m1",
  };
  const back = Object.fromEntries(new URLSearchParams(new URLSearchParams(search).toString()));
  expect(parseInboxSearch(back)).toEqual(search);
});

it("asks the server for whole days of the reader's own time zone", () => {
  const query = toMessageQuery({ from: "2026-03-01", to: "2026-03-01" });
  expect(new Date(query.since ?? "").getHours()).toBe(0);
  const span = Date.parse(query.until ?? "") - Date.parse(query.since ?? "");
  expect(span).toBe(24 * 3600 * 1000 - 1);
});

it("names the filters as the server does", () => {
  expect(toMessageQuery({ number: "n1", q: " x ", has_code: "true" })).toEqual({
    number_id: "n1",
    q: "x",
    has_code: true,
  });
});

it("does not take an open message for a filter", () => {
  expect(isFiltered(toMessageQuery(filtersOf({ message: "m1" })))).toBe(false);
  expect(isFiltered(toMessageQuery(filtersOf({ message: "m1", q: "x" })))).toBe(true);
});

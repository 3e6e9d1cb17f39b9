import { expect, it } from "vitest";
import { sampleMessage } from "../../testing/samples.ts";
import {
  filtersOf,
  filtersOfView,
  fits,
  isFiltered,
  parseInboxSearch,
  toMessageQuery,
  viewQuery,
} from "./inbox-search.ts";

it("keeps from the address what it understands and drops the rest", () => {
  const search = parseInboxSearch({
    q: "acme",
    from: "2026-03-01",
    to: "soon",
    has_code: "yes",
    code_missed: "1",
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
    code_missed: "true" as const,
    service: "Acme Bank",
    unread: "true" as const,
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
  expect(toMessageQuery({ code_missed: "true" })).toEqual({ code_missed: true });
  expect(toMessageQuery({ number: "n1", q: " x ", has_code: "true", unread: "true" })).toEqual({
    number_id: "n1",
    q: "x",
    has_code: true,
    unread: true,
  });
});

it("does not take an open message for a filter", () => {
  expect(isFiltered(toMessageQuery(filtersOf({ message: "m1" })))).toBe(false);
  expect(isFiltered(toMessageQuery(filtersOf({ message: "m1", q: "x" })))).toBe(true);
});

it("decides itself what it can see of a new message, and leaves the rest to the server", () => {
  const message = sampleMessage({ number: { id: "n1", phone_number: "+1", label: null } });
  expect(fits({}, message)).toBe(true);
  expect(fits({ number_id: "n1", has_code: true, unread: true }, message)).toBe(true);
  expect(fits({ number_id: "n2", q: "x" }, message)).toBe(false);
  expect(fits({ has_code: true }, { ...message, code: null })).toBe(false);
  expect(fits({ code_missed: true }, message)).toBe(false);
  expect(fits({ code_missed: true }, { ...message, code: null })).toBeUndefined();
  expect(fits({ q: "x" }, message)).toBeUndefined();
  expect(fits({ number_id: "n1", since: "2026-03-01T00:00:00Z" }, message)).toBeUndefined();
});

it("remembers a view as the same words whatever order the filters were set in", () => {
  const query = viewQuery({ sender: "a b", number: "n1", q: undefined });
  expect(query).toBe(viewQuery({ number: "n1", sender: "a b" }));
  expect(filtersOfView(query)).toEqual({ number: "n1", sender: "a b" });
  expect(filtersOfView("message=m1&other=x")).toEqual({});
});

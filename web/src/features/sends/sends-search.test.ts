import { expect, it } from "vitest";
import { parseSendsSearch, phoneIn, toSendQuery } from "./sends-search.ts";

const ID = "01890000-0000-7000-8000-000000000001";

it("keeps what can be understood and drops the rest", () => {
  const search = { status: "queued", kind: "code", gateway: ID, country: "NZ", send: ID };
  expect(parseSendsSearch({ ...search, to: "+6421555010", page: "3" })).toEqual({
    ...search,
    to: "+6421555010",
  });
  expect(parseSendsSearch({ status: "lost", gateway: "1", country: "nz", to: "me" })).toEqual({});
});

it("asks the server by its names, and not for what is open in the dialog", () => {
  expect(toSendQuery({ status: "failed", gateway: ID, send: ID })).toEqual({
    status: "failed",
    gateway_id: ID,
  });
});

it("reads a number however it is written", () => {
  expect(phoneIn("+64 21 555-010")).toBe("+6421555010");
  expect(phoneIn("0064 (21) 555 010")).toBe("+6421555010");
  expect(phoneIn("+64")).toBeUndefined();
  expect(phoneIn("")).toBeUndefined();
});

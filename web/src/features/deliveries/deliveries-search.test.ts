import { expect, it } from "vitest";
import { parseDeliveriesSearch, toDeliveryQuery } from "./deliveries-search.ts";

const ID = "01890000-0000-7000-8000-000000000001";

it("keeps what it understands of an address, and drops the rest", () => {
  const search = { review: "true", status: "failed", channel: ID, number: ID, delivery: ID };
  expect(parseDeliveriesSearch(search)).toEqual(search);
  // The router reads an unquoted word of an address as a value.
  expect(parseDeliveriesSearch({ review: true })).toEqual({ review: "true" });
  expect(
    parseDeliveriesSearch({
      review: "yes",
      status: "lost",
      channel: "c",
      number: 7,
      delivery: ["x"],
      more: "x",
    }),
  ).toEqual({});
});

it("asks the server for what the address says", () => {
  expect(toDeliveryQuery({})).toEqual({});
  expect(
    toDeliveryQuery({ review: "true", status: "failed", channel: "c", number: "n", delivery: "d" }),
  ).toEqual({ needs_review: true, status: "failed", channel_id: "c", number_id: "n" });
});

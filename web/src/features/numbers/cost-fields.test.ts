import { expect, it } from "vitest";
import { costFaults, toCost } from "./cost-fields.ts";

const fields = { monthly_cost: "2.50", currency: "eur", renews_on: "2026-12-01" };

it("sends a cost in the server's form", () => {
  expect(costFaults(fields)).toEqual({});
  expect(toCost({ ...fields, monthly_cost: " 2,50 " })).toEqual({
    monthly_cost: "2.50",
    currency: "EUR",
    renews_on: "2026-12-01",
  });
});

it("takes the cost away when the amount was emptied", () => {
  expect(toCost({ monthly_cost: "", currency: "EUR", renews_on: "" })).toBeNull();
});

it.each([
  [{ monthly_cost: "a lot" }, "monthly_cost"],
  [{ monthly_cost: "-1" }, "monthly_cost"],
  [{ monthly_cost: "" }, "monthly_cost"],
  [{ currency: "€" }, "currency"],
])("refuses %o at the field", (change, field) => {
  expect(costFaults({ ...fields, ...change })).toHaveProperty(field);
});

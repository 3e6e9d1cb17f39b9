import { expect, it } from "vitest";
import { moneyInWords } from "./money-words.ts";

it("writes an amount with its currency", () => {
  expect(moneyInWords("2.50", "EUR")).toMatch(/2[.,]50/);
  expect(moneyInWords("2.50", "EUR")).toMatch(/€|EUR/);
});

it("writes what is no known form of a currency as it is", () => {
  expect(moneyInWords("7.00", "€€")).toBe("7.00 €€");
});

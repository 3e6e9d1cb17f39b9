import { expect, it } from "vitest";
import { codeGroups, spokenCode } from "./code-groups.ts";

it.each([
  ["1234", ["1234"]],
  ["12345", ["12345"]],
  ["123456", ["123", "456"]],
  ["1234567", ["123", "4567"]],
  ["12345678", ["1234", "5678"]],
  ["123456789", ["123", "456", "789"]],
])("groups the digits of %s", (code, groups) => {
  expect(codeGroups(code)).toEqual(groups);
});

it.each(["G-4821", "X7K2P9", "AB-12-CD"])("leaves %s whole", (code) => {
  expect(codeGroups(code)).toEqual([code]);
});

it("speaks a code digit by digit", () => {
  expect(spokenCode("123456")).toBe("1 2 3, 4 5 6");
});

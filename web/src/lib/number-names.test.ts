import { expect, test } from "vitest";
import { byNumberName, isNumberMeant, numberName } from "./number-names.ts";

const DESK = { label: "Front desk", phone_number: "+12025550143" };
const BARE = { label: null, phone_number: "+49151234567" };

test("a number is called by its label, or else by itself with gaps for the eye", () => {
  expect(numberName(DESK)).toBe("Front desk");
  expect(numberName(BARE)).toBe("+49 151 234 567");
});

test("numbers stand by their labels, digits in them counted, and those without one come last", () => {
  const second = { label: "Front desk 2", phone_number: "+1" };
  const tenth = { label: "front desk 10", phone_number: "+2" };
  expect([BARE, tenth, second, DESK].toSorted(byNumberName)).toEqual([DESK, second, tenth, BARE]);
});

test("a number is found by a part of its label and by digits however they are grouped", () => {
  expect(isNumberMeant(DESK, "")).toBe(true);
  expect(isNumberMeant(DESK, " DESK")).toBe(true);
  expect(isNumberMeant(DESK, "+1 202-555")).toBe(true);
  expect(isNumberMeant(DESK, "(555) 01")).toBe(true);
  expect(isNumberMeant(DESK, "bank")).toBe(false);
  expect(isNumberMeant(BARE, "+")).toBe(false);
});

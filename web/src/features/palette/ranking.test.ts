import { expect, it } from "vitest";
import { type Entry, rank, wordsOf } from "./ranking.ts";

const entry = (words: string, also: string[] = [], sought = false): Entry => ({
  id: words,
  words,
  also,
  sought,
  kind: "Page",
  run() {},
});

const ENTRIES = [
  entry("Posteingang", ["inbox otp sms messages codes", "nachrichten einmalcodes"]),
  entry("Team", ["people users invite members"]),
  entry("Audit log", ["log history trail"]),
  entry("Réglages", ["settings options"]),
  entry("收件箱", ["inbox otp", "短信 验证码"]),
  entry("Ops phone", ["+12025550143"], true),
];

const found = (query: string) => rank(ENTRIES, query).map(({ words }) => words);

it.each([
  ["otp", ["收件箱", "Posteingang"].toSorted()],
  ["user", ["Team"]],
  ["hist", ["Audit log"]],
  ["einmal", ["Posteingang"]],
  ["reglages", ["Réglages"]],
  ["RÉGL", ["Réglages"]],
  ["验证", ["收件箱"]],
  ["码", ["收件箱"]],
  ["log audit", ["Audit log"]],
  ["audit people", []],
  ["eam", []],
])("finds by %s: %s", (query, expected) => {
  expect(found(query).toSorted()).toEqual(expected);
});

it("puts a name before a synonym, and a whole word before a beginning", () => {
  const two = [entry("Billing", ["team cost"]), entry("Teams"), entry("Team")];
  expect(rank(two, "team").map(({ words }) => words)).toEqual(["Team", "Teams", "Billing"]);
});

it("shows all but what must be sought while nothing is typed", () => {
  expect(found("  ")).not.toContain("Ops phone");
  expect(found("ops")).toEqual(["Ops phone"]);
});

it("finds a number by its digits", () => {
  expect(found("+12025")).toEqual(["Ops phone"]);
});

it("takes words apart without accents and marks", () => {
  expect(wordsOf("Über-Sicht, d’été")).toEqual(["uber", "sicht", "d", "ete"]);
});

import { expect, it } from "vitest";
import { codeOf, faultsIn, NO_CODE, previewOf } from "./code-draft.ts";

const typed = { ...NO_CODE, to: "+64 21 555 010", company: " Acme " };

it("asks for a number and a name", () => {
  expect(Object.keys(faultsIn(NO_CODE))).toEqual(["to", "company"]);
  expect(faultsIn(typed)).toEqual({});
});

it("tells the server only what was said", () => {
  expect(codeOf(typed)).toEqual({ to: "+6421555010", company: "Acme" });
  const all = { ...typed, language: "de", gateway: "g1", webotp: " acme.example " };
  expect(codeOf(all)).toEqual({
    to: "+6421555010",
    company: "Acme",
    language: "de",
    gateway: "g1",
    webotp_domain: "acme.example",
  });
});

it("shows the text that would be sent", () => {
  expect(previewOf(NO_CODE)).toEqual({ language: "en" });
  expect(previewOf({ ...typed, language: "fr", webotp: "acme.example" })).toEqual({
    language: "fr",
    company: "Acme",
    webotp_domain: "acme.example",
  });
});

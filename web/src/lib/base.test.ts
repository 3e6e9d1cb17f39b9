import { expect, it } from "vitest";
import { below, readBase } from "./base.ts";

it("is what the server wrote into the page, and the root where it wrote nothing", () => {
  const page = new DOMParser().parseFromString(
    '<head><meta name="base" content="/codebell/" /></head>',
    "text/html",
  );
  expect(readBase(page)).toBe("/codebell/");
  expect(readBase(new DOMParser().parseFromString("", "text/html"))).toBe("/");
});

it("puts the server's paths below it", () => {
  expect(below("/api/v1")).toBe("/api/v1");
  expect(below("/api/v1", "/codebell/")).toBe("/codebell/api/v1");
  expect(below("/", "/codebell/")).toBe("/codebell/");
});

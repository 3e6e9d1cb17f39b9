import { expect, it } from "vitest";
import { parseFiguresSearch } from "./figures-search.ts";

it("keeps in the address only another span than the usual one", () => {
  expect(parseFiguresSearch({ days: "90" })).toEqual({ days: 90 });
  expect(parseFiguresSearch({ days: "30" })).toEqual({});
  expect(parseFiguresSearch({ days: "12" })).toEqual({});
});

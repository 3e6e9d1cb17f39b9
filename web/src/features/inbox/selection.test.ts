import { renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import {
  deselect,
  MOST_SELECTED,
  selectAlso,
  selectTo,
  startSelecting,
  stopSelecting,
  toggleSelected,
  useSelection,
} from "./selection.ts";

const selected = () => {
  const { result } = renderHook(() => useSelection());
  return result.current && [...result.current].sort();
};

afterEach(stopSelecting);

it("begins empty or with the first message, and ends with nothing", () => {
  expect(selected()).toBeUndefined();
  startSelecting();
  expect(selected()).toEqual([]);
  stopSelecting();
  toggleSelected("a");
  expect(selected()).toEqual(["a"]);
  toggleSelected("a");
  expect(selected()).toEqual([]);
  stopSelecting();
  expect(selected()).toBeUndefined();
});

it("selects a range from the last one, upwards and downwards", () => {
  const list = ["a", "b", "c", "d", "e"];
  toggleSelected("c");
  selectTo("e", list);
  expect(selected()).toEqual(["c", "d", "e"]);
  selectTo("b", list);
  expect(selected()).toEqual(["b", "c", "d", "e"]);
});

it("selects one alone where the beginning of a range is no longer in the list", () => {
  toggleSelected("z");
  selectTo("b", ["a", "b", "c"]);
  expect(selected()).toEqual(["b", "z"]);
});

it("selects no more than can be handled at once, and none that is gone", () => {
  selectAlso(Array.from({ length: MOST_SELECTED + 5 }, (_, at) => `m${at}`));
  expect(selected()).toHaveLength(MOST_SELECTED);
  deselect(["m0"]);
  expect(selected()).not.toContain("m0");
  expect(selected()).toHaveLength(MOST_SELECTED - 1);
});

import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useSettledText } from "./use-settled-text.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("reports once, when the typing pauses", () => {
  const settled = vi.fn();
  const { result } = renderHook(() => useSettledText("", settled));
  for (const text of ["a", "ac", "acme "]) act(() => result.current[1](text));
  expect(result.current[0]).toBe("acme ");
  expect(settled).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(300));
  expect(settled.mock.calls).toEqual([["acme"]]);
});

it("follows a value that changed elsewhere", () => {
  const { result, rerender } = renderHook(({ value }) => useSettledText(value, () => {}), {
    initialProps: { value: "acme" },
  });
  rerender({ value: "" });
  expect(result.current[0]).toBe("");
});

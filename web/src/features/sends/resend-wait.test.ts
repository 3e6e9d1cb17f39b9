import { expect, it } from "vitest";
import { clockWords, secondsLeft } from "./resend-wait.ts";

it("counts down to when another code can be sent, and stays at nothing", () => {
  const at = "2026-03-10T12:01:00Z";
  const left = (time: string) => secondsLeft(at, Date.parse(`2026-03-10T${time}Z`));
  expect(left("12:00:00.000")).toBe(60);
  expect(left("12:00:58.900")).toBe(2);
  expect(left("12:00:59.100")).toBe(1);
  expect(left("12:05:00.000")).toBe(0);
});

it("writes what is left as a clock does", () => {
  expect(clockWords(42)).toBe("0:42");
  expect(clockWords(125)).toBe("2:05");
});

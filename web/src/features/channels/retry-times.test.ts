import { expect, it } from "vitest";
import { retriesIn, USUAL_RETRIES } from "./retry-times.ts";

it("reads the times of further attempts, however they are parted", () => {
  expect(retriesIn("5, 30, 60, 120, 300")).toEqual(USUAL_RETRIES);
  expect(retriesIn(" 1;2  86400 ")).toEqual([1, 2, 86_400]);
  expect(retriesIn("")).toEqual([]);
});

it.each(["0", "5, 5", "30, 5", "1.5", "five", "86401", "1 2 3 4 5 6 7 8 9 10 11"])(
  "does not take %s",
  (text) => expect(retriesIn(text)).toBeUndefined(),
);

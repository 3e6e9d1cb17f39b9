import { expect, it } from "vitest";
import { headerIn, pointerIn, stalenessIn, wrongClock } from "./delivery-facts.ts";

it("finds in a refusal what it is about", () => {
  expect(headerIn("The header X-Jolt-Signature is missing.")).toBe("X-Jolt-Signature");
  expect(pointerIn("The body has no usable field /data/from. It was kept.")).toBe("/data/from");
  expect(
    stalenessIn("The signed timestamp is 720 s old; 300 s are tolerated. Is a clock wrong?"),
  ).toEqual({ seconds: 720, isAhead: false, tolerance: 300 });
  expect(stalenessIn("Something else")).toBeUndefined();
});

const old = { seconds: 720, isAhead: false, tolerance: 300 };

it("blames the sender’s clock where the server’s agrees with this computer’s", () => {
  expect(wrongClock(old, 2)).toBe("sender");
});

it("blames the server’s clock where it is off from both others", () => {
  expect(wrongClock(old, 715)).toBe("server");
  expect(wrongClock({ ...old, isAhead: true }, -718)).toBe("server");
});

it("blames nobody where all three differ, or nothing is known", () => {
  expect(wrongClock(old, -300)).toBeUndefined();
  expect(wrongClock(old, undefined)).toBeUndefined();
});

import { expect, it } from "vitest";
import { draftOf, faultsIn, limitsOf } from "./limits-draft.ts";

const limits = {
  seconds_between: 60,
  per_number_an_hour: 5,
  per_key_a_minute: 100,
  per_network_a_minute: 20,
  per_day: 1000,
  allowed_countries: ["NZ", "AU"],
  denied_countries: [],
};

it("gives back what it was given", () => {
  expect(draftOf(limits)).toMatchObject({ per_day: "1000", allowed_countries: "NZ, AU" });
  expect(limitsOf(draftOf(limits))).toEqual(limits);
  expect(faultsIn(draftOf(limits))).toEqual({});
});

it("says what the server would not take", () => {
  const wrong = { seconds_between: "29", per_day: "", per_key_a_minute: "1.5" };
  const faults = faultsIn({ ...draftOf(limits), ...wrong, denied_countries: "Fiji" });
  expect(Object.keys(faults)).toEqual([
    "seconds_between",
    "per_key_a_minute",
    "per_day",
    "denied_countries",
  ]);
  expect(faults.seconds_between).toBe("Enter a whole number from 30 to 3600.");
});

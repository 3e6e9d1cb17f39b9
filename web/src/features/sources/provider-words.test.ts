import { expect, it } from "vitest";
import { connectSteps, SEALROUTE, secretWays, securedBy } from "./provider-words.ts";

const sealroute = { id: SEALROUTE, name: "SealRoute", is_signed: true };

it("says of SealRoute that its codes are sent on, and offers to make its token", () => {
  expect(securedBy(sealroute)).toMatch(/go out over your gateways/);
  expect(secretWays(sealroute, true)).toEqual(["make", "paste"]);
  const steps = connectSteps(sealroute);
  expect(steps.map(({ asksSecret }) => asksSecret === true)).toEqual([false, false, true, false]);
  expect(steps.at(-1)?.words).toMatch(/under Sends/);
});

import { expect, it } from "vitest";
import {
  describeFailure,
  fieldFailures,
  isHeldUp,
  isWorthRetrying,
  secondFactorAsked,
} from "./problem.ts";

const refused = {
  type: "about:blank",
  title: "Unprocessable",
  status: 422,
  detail: "The password is too short.",
  instance: "1",
  errors: [{ field: "password", detail: "At least 12 characters." }],
};

it("shows the detail of a problem document", () => {
  expect(describeFailure(refused)).toBe("The password is too short.");
});

it("says that the server cannot be reached when the network failed", () => {
  expect(describeFailure(new TypeError("Failed to fetch"))).toMatch(/can’t be reached/);
});

it("never shows the page of a proxy to the reader", () => {
  expect(describeFailure("<html>502</html>")).not.toContain("html");
});

it("puts each field's failure under its field", () => {
  expect(fieldFailures(refused)).toEqual({ password: "At least 12 characters." });
});

it("does not ask again after a refusal, but does after a breakdown", () => {
  expect(isWorthRetrying(refused)).toBe(false);
  expect(isWorthRetrying({ ...refused, status: 503 })).toBe(true);
  expect(isWorthRetrying(new TypeError())).toBe(true);
});

it("begins what is said at a field like a sentence", () => {
  const errors = [{ field: "code", detail: "must have six digits" }];
  expect(fieldFailures({ ...refused, errors })).toEqual({ code: "Must have six digits" });
});

it("tells a missing second factor from a wrong password", () => {
  const wrong = { ...refused, status: 401 };
  expect(secondFactorAsked(wrong)).toBeUndefined();
  const asked = { ...wrong, type: "urn:codebell:second-factor-required", methods: ["totp"] };
  expect(secondFactorAsked(asked)).toEqual({ methods: ["totp"], passkey: undefined });
});

it("knows when the team holds up a session without a second factor", () => {
  const held = "urn:codebell:second-factor-setup-required";
  expect(isHeldUp({ ...refused, status: 403, type: held })).toBe(true);
  expect(isHeldUp({ ...refused, status: 403 })).toBe(false);
});

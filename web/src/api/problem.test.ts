import { expect, it } from "vitest";
import { describeFailure, fieldFailures, isWorthRetrying } from "./problem.ts";

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

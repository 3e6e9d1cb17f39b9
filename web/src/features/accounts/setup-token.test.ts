import { expect, it } from "vitest";
import { takeSetupToken } from "./setup-token.ts";

it("takes the token out of the address bar and keeps it for the form", () => {
  history.replaceState(null, "", "/setup#token=one-time");
  expect(takeSetupToken()).toBe("one-time");
  expect(location.href).not.toContain("one-time");
  expect(takeSetupToken()).toBe("one-time");
});

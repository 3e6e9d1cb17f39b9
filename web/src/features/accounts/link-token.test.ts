import { expect, it } from "vitest";
import { takeLinkToken } from "./link-token.ts";

it("takes the token out of the address bar and keeps it for the form", () => {
  history.replaceState(null, "", "/setup#token=one-time");
  expect(takeLinkToken()).toBe("one-time");
  expect(location.href).not.toContain("one-time");
  expect(takeLinkToken()).toBe("one-time");
});

it("does not mistake one link's token for another's", () => {
  history.replaceState(null, "", "/invitation#token=for-invitation");
  takeLinkToken();
  history.replaceState(null, "", "/sign-in");
  expect(takeLinkToken()).toBe("");
});

import { expect, it } from "vitest";
import { draftOf, faultsIn, gatewayOf } from "./gateway-draft.ts";
import { sampleGateway, sampleKind } from "./send-samples.ts";

const kind = sampleKind();

it("begins with what is usual, and with what is kept where a gateway is changed", () => {
  expect(draftOf(kind, undefined)).toEqual({
    name: "Twilio",
    countries: "",
    settings: { account_sid: "", auth_token: "", from: "", server: "https://api.twilio.com" },
  });
  const kept = draftOf(kind, sampleGateway({ countries: ["NZ", "AU"] }));
  expect(kept.countries).toBe("NZ, AU");
  expect(kept.settings).toMatchObject({ account_sid: "AC1", auth_token: "" });
});

it("takes the first of a choice that has no usual one", () => {
  const field = {
    label: "Format",
    about: "",
    example: "",
    default: "",
    is_required: true,
    is_secret: false,
  };
  const input = { kind: "choice" as const, values: ["json", "form"] };
  const chosen = sampleKind({ fields: [{ ...field, name: "format", input }] });
  expect(draftOf(chosen, undefined).settings).toEqual({ format: "json" });
});

it("asks for what is needed, but not for a secret that is kept", () => {
  const draft = { ...draftOf(kind, undefined), name: " ", countries: "New Zealand" };
  expect(Object.keys(faultsIn(draft, kind, false))).toEqual([
    "name",
    "settings.account_sid",
    "settings.auth_token",
    "settings.from",
    "countries",
  ]);
  expect(faultsIn(draftOf(kind, sampleGateway()), kind, true)).toEqual({});
  expect(faultsIn(draft, kind, false)["settings.from"]).toBe("Required: From.");
});

it("tells the server all but secrets that were not entered again", () => {
  const draft = draftOf(kind, sampleGateway({ countries: ["NZ"] }));
  expect(gatewayOf(draft, kind)).toEqual({
    kind: "twilio",
    name: "Twilio NZ",
    countries: ["NZ"],
    settings: { account_sid: "AC1", from: "+6421555010", server: "https://api.twilio.com" },
  });
  const entered = { ...draft, settings: { ...draft.settings, auth_token: " s3cret " } };
  expect(gatewayOf(entered, kind).settings).toMatchObject({ auth_token: "s3cret" });
});

import { expect, it } from "vitest";
import { schemeFaults, serverSchemeFaults } from "./scheme-faults.ts";
import { BLANK_SCHEME, fromScheme, toScheme } from "./scheme-fields.ts";
import { type PresetId, presetChoices, presetOf, presetScheme } from "./scheme-presets.ts";

it("sends Standard Webhooks as the server describes them", () => {
  expect(toScheme(presetScheme("standard"))).toEqual({
    header: "webhook-signature",
    algorithm: "sha256",
    encoding: "base64",
    layout: { kind: "list", separator: " ", version_separator: ",", version: "v1" },
    template: "{id}.{timestamp}.{body}",
    timestamp_header: "webhook-timestamp",
    timestamp_unit: "seconds",
    id_header: "webhook-id",
    secret_encoding: "base64",
    secret_prefix: "whsec_",
  });
});

it.each(presetChoices().map(({ value }) => value))("keeps the preset %s over the server", (id) => {
  const fields = presetScheme(id as PresetId);
  expect(schemeFaults(fields)).toEqual({});
  const again = fromScheme(toScheme(fields));
  expect(toScheme(again)).toEqual(toScheme(fields));
  expect(presetOf(again)).toBe(id);
});

it("reads a scheme that says only its header as the server does", () => {
  expect(fromScheme({ header: "X-Mac" })).toEqual({ ...BLANK_SCHEME, header: "X-Mac" });
  const bare = fromScheme({
    header: "X",
    layout: { kind: "key_value", signature_key: "s", timestamp_key: null },
  });
  expect(bare.timestamp_key).toBe("");
});

it("refuses at the field what could be forged", () => {
  const faults = (change: object) => Object.keys(schemeFaults({ ...BLANK_SCHEME, ...change }));
  expect(faults({ template: "fixed" })).toEqual(["template"]);
  expect(faults({ layout: "dotted" })).toEqual(["template"]);
  expect(faults({ template: "{timestamp}.{body}" })).toEqual(["timestamp_header"]);
  expect(faults({ template: "{id}.{body}", id_header: "a b" })).toEqual(["id_header"]);
  expect(faults({ header: "" })).toEqual(["header"]);
});

it("finds the field that the server refused", () => {
  expect(serverSchemeFaults({ scheme: "Template: must contain {body}" }).atFields).toEqual({
    template: "must contain {body}",
  });
  expect(serverSchemeFaults({ "scheme.header": "Is no header" }).atFields).toEqual({
    header: "Is no header",
  });
  expect(serverSchemeFaults({ scheme: "Odd", name: "x" })).toEqual({ atFields: {}, rest: "Odd" });
});

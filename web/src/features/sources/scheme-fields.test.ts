import { expect, it } from "vitest";
import { schemeFaults, serverSchemeFaults } from "./scheme-faults.ts";
import { BLANK_SCHEME, fromScheme, toScheme } from "./scheme-fields.ts";
import { presetOf, usualScheme } from "./scheme-presets.ts";
import { sampleProvider } from "./source-samples.ts";

const PRESETS = sampleProvider("generic").guide.open_format?.presets ?? [];

it("sends Standard Webhooks as the server describes them", () => {
  const standard = PRESETS.find(({ id }) => id === "standard");
  expect(toScheme(fromScheme(standard?.scheme ?? {}))).toEqual({
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

it.each(PRESETS)("keeps the preset $id over the server", ({ id, scheme }) => {
  const fields = fromScheme(scheme);
  expect(schemeFaults(fields)).toEqual({});
  const again = fromScheme(toScheme(fields));
  expect(toScheme(again)).toEqual(toScheme(fields));
  expect(presetOf(again, PRESETS)?.id).toBe(id);
});

it("reads a scheme that says only its header as the server does", () => {
  expect(fromScheme({ header: "X-Mac" })).toEqual({ ...BLANK_SCHEME, header: "X-Mac" });
  const bare = fromScheme({
    header: "X",
    layout: { kind: "key_value", signature_key: "s", timestamp_key: null },
  });
  expect(bare.timestamp_key).toBe("");
});

it("asks of a token neither what is signed nor how, and sends it as the server has it", () => {
  const fields = usualScheme(sampleProvider("sealroute"));
  expect(schemeFaults(fields)).toEqual({});
  expect(toScheme(fields)).toEqual({
    header: "authorization",
    algorithm: "token",
    layout: { kind: "prefix", prefix: "Bearer ", is_optional: false },
    template: "",
  });
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

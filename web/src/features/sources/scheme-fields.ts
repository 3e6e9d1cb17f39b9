export type LayoutKind = "plain" | "prefix" | "key_value" | "list" | "dotted";

import type { SignatureScheme } from "./source-api.ts";

/** How a source signs, as a form holds it: texts, and empty where there is none. */
export interface SchemeFields {
  header: string;
  /** A token is no hash: the header holds the secret itself, and nothing is signed. */
  algorithm: "sha1" | "sha256" | "sha512" | "token";
  encoding: "hex" | "base64";
  layout: LayoutKind;
  prefix: string;
  prefix_is_optional: boolean;
  signature_key: string;
  timestamp_key: string;
  separator: string;
  version_separator: string;
  version: string;
  template: string;
  timestamp_header: string;
  timestamp_unit: "seconds" | "milliseconds";
  id_header: string;
  nonce_header: string;
  secret_encoding: "text" | "base64" | "hex";
  secret_prefix: string;
}

export const BLANK_SCHEME: SchemeFields = {
  header: "X-Signature",
  algorithm: "sha256",
  encoding: "hex",
  layout: "plain",
  prefix: "sha256=",
  prefix_is_optional: false,
  signature_key: "v1",
  timestamp_key: "t",
  separator: " ",
  version_separator: ",",
  version: "v1",
  template: "{body}",
  timestamp_header: "",
  timestamp_unit: "seconds",
  id_header: "",
  nonce_header: "",
  secret_encoding: "text",
  secret_prefix: "",
};

/** Whether the signature's own header holds the timestamp. */
function layoutHasTimestamp({ layout, timestamp_key }: SchemeFields): boolean {
  return layout === "dotted" || (layout === "key_value" && timestamp_key.trim() !== "");
}

export function signs(
  { algorithm, template }: SchemeFields,
  part: "body" | "timestamp" | "id" | "nonce",
) {
  return algorithm !== "token" && template.includes(`{${part}}`);
}

/** Whether the secret is used as it is written. */
export function isTextSecret({ algorithm, secret_encoding }: SchemeFields): boolean {
  return algorithm === "token" || secret_encoding === "text";
}

/** Whether the timestamp comes in a header of its own. */
export function needsTimestampHeader(fields: SchemeFields): boolean {
  return signs(fields, "timestamp") && !layoutHasTimestamp(fields);
}

function toLayout(fields: SchemeFields): SignatureScheme["layout"] {
  switch (fields.layout) {
    case "plain":
    case "dotted":
      return { kind: fields.layout };
    case "prefix":
      return { kind: "prefix", prefix: fields.prefix, is_optional: fields.prefix_is_optional };
    case "key_value":
      return {
        kind: "key_value",
        signature_key: fields.signature_key,
        timestamp_key: fields.timestamp_key.trim() || null,
      };
    case "list": {
      const { separator, version_separator, version } = fields;
      return { kind: "list", separator, version_separator, version };
    }
  }
}

/** What is sent; what has no meaning with these choices is left out. */
export function toScheme(fields: SchemeFields): SignatureScheme {
  return {
    header: fields.header.trim(),
    algorithm: fields.algorithm,
    layout: toLayout(fields),
    template: fields.template,
    ...(fields.algorithm !== "token" && {
      encoding: fields.encoding,
      secret_encoding: fields.secret_encoding,
    }),
    ...(needsTimestampHeader(fields) && { timestamp_header: fields.timestamp_header.trim() }),
    ...(signs(fields, "timestamp") && { timestamp_unit: fields.timestamp_unit }),
    ...(signs(fields, "id") && { id_header: fields.id_header.trim() }),
    ...(signs(fields, "nonce") && { nonce_header: fields.nonce_header.trim() }),
    ...(fields.secret_prefix && { secret_prefix: fields.secret_prefix }),
  };
}

/** A stored scheme as the form's fields; what it does not say is as the server takes it. */
export function fromScheme(scheme: Partial<SignatureScheme>): SchemeFields {
  const { layout, ...rest } = scheme;
  const {
    kind = "plain",
    is_optional = false,
    ...parts
  } = (layout ?? {}) as {
    kind?: LayoutKind;
    is_optional?: boolean;
  };
  const said = Object.entries({ ...rest, ...parts }).filter(
    ([name, value]) => name in BLANK_SCHEME && value != null,
  );
  const fields = {
    ...BLANK_SCHEME,
    ...Object.fromEntries(said),
    layout: kind,
    prefix_is_optional: is_optional,
  };
  const hasNoTimestamp = kind === "key_value" && !("timestamp_key" in Object.fromEntries(said));
  return hasNoTimestamp ? { ...fields, timestamp_key: "" } : fields;
}

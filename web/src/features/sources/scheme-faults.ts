import { t } from "@lingui/core/macro";
import { needsTimestampHeader, type SchemeFields, signs } from "./scheme-fields.ts";

export type SchemeFaults = Partial<Record<keyof SchemeFields, string>>;

const HEADER = /^[\w!#$%&'*+.^`|~-]+$/;

/** What can be said of a scheme before the server sees it: one that could be forged is refused. */
export function schemeFaults(fields: SchemeFields): SchemeFaults {
  const faults: SchemeFaults = {};
  const name = (field: "header" | "timestamp_header" | "id_header" | "nonce_header") => {
    if (!HEADER.test(fields[field].trim()))
      faults[field] = t`Enter the name of a header, such as X-Signature.`;
  };
  name("header");
  if (needsTimestampHeader(fields)) name("timestamp_header");
  if (signs(fields, "id")) name("id_header");
  if (signs(fields, "nonce")) name("nonce_header");
  const isTimed = fields.layout === "dotted" || fields.layout === "key_value";
  const body = "{body}";
  const timestamp = "{timestamp}";
  const isSigned = fields.algorithm !== "token";
  if (isSigned && !signs(fields, "body")) {
    faults.template = t`It must contain ${body}, or the body could be changed.`;
  } else if (
    isSigned &&
    isTimed &&
    !signs(fields, "timestamp") &&
    (fields.layout === "dotted" || fields.timestamp_key.trim())
  ) {
    faults.template = t`It must contain ${timestamp}, or the timestamp could be changed.`;
  }
  if (fields.layout === "prefix" && !fields.prefix)
    faults.prefix = t`Enter the text before the signature.`;
  if (fields.layout === "key_value" && !fields.signature_key)
    faults.signature_key = t`Enter the name before the signature.`;
  return faults;
}

/** Where the server's refusals of a scheme belong: it names the field before, "template: must …". */
export function serverSchemeFaults(failures: Record<string, string>): {
  atFields: SchemeFaults;
  rest: string | undefined;
} {
  const atFields: SchemeFaults = {};
  let rest: string | undefined;
  for (const [where, words] of Object.entries(failures)) {
    const inner = /^scheme(?:\.(\w+))?$/.exec(where);
    if (!inner) continue;
    const named = /^(\w+): (.+)$/s.exec(words);
    const field = inner[1] ?? named?.[1]?.toLowerCase();
    if (field && isSchemeField(field)) atFields[field] = inner[1] ? words : named?.[2];
    else rest = words;
  }
  return { atFields, rest };
}

const FIELDS = [
  "header",
  "layout",
  "template",
  "timestamp_header",
  "id_header",
  "nonce_header",
  "algorithm",
  "encoding",
  "secret_encoding",
] as const;

function isSchemeField(name: string): name is (typeof FIELDS)[number] {
  return FIELDS.some((field) => field === name);
}

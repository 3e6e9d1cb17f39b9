import { t } from "@lingui/core/macro";
import { BLANK_SCHEME, fromScheme, type SchemeFields } from "./scheme-fields.ts";
import type { Source } from "./source-api.ts";

const PRESETS = {
  simple: {},
  github: {
    header: "X-Hub-Signature-256",
    layout: "prefix",
    prefix: "sha256=",
  },
  stripe: {
    header: "Stripe-Signature",
    layout: "key_value",
    template: "{timestamp}.{body}",
  },
  standard: {
    header: "webhook-signature",
    layout: "list",
    encoding: "base64",
    template: "{id}.{timestamp}.{body}",
    timestamp_header: "webhook-timestamp",
    id_header: "webhook-id",
    secret_encoding: "base64",
    secret_prefix: "whsec_",
  },
  slack: {
    header: "X-Slack-Signature",
    layout: "prefix",
    prefix: "v0=",
    template: "v0:{timestamp}:{body}",
    timestamp_header: "X-Slack-Request-Timestamp",
  },
  shopify: {
    header: "X-Shopify-Hmac-Sha256",
    encoding: "base64",
  },
} as const satisfies Record<string, Partial<SchemeFields>>;

export type PresetId = keyof typeof PRESETS;

export function presetScheme(id: PresetId): SchemeFields {
  return { ...BLANK_SCHEME, ...PRESETS[id] };
}

/** Well-known ways to sign, by what they are known for; the header is the reader's to change. */
export function presetChoices(): { value: PresetId; label: string }[] {
  return [
    { value: "simple", label: t`The bare signature of the body` },
    { value: "github", label: t`sha256=… as GitHub sends it` },
    { value: "stripe", label: t`t=…,v1=… as Stripe sends it` },
    { value: "standard", label: t`Standard Webhooks (Svix and others)` },
    { value: "slack", label: t`v0=… with its own timestamp header, as Slack sends it` },
    { value: "shopify", label: t`Base64, as Shopify sends it` },
  ];
}

/** Which preset these fields are; undefined where they are the reader's own. */
export function presetOf(fields: SchemeFields): PresetId | undefined {
  const text = JSON.stringify(fields, Object.keys(BLANK_SCHEME));
  return (Object.keys(PRESETS) as PresetId[]).find(
    (id) => JSON.stringify(presetScheme(id), Object.keys(BLANK_SCHEME)) === text,
  );
}

/** How a provider signs where a source says nothing else, as the server has it. */
export function usualScheme(provider: string): SchemeFields {
  switch (provider) {
    case "joltsms":
      return {
        ...BLANK_SCHEME,
        header: "X-Jolt-Signature",
        layout: "key_value",
        template: "{timestamp}.{body}",
      };
    case "receivesms":
      return { ...BLANK_SCHEME, header: "X-Webhook-Signature", layout: "prefix" };
    default:
      return { ...BLANK_SCHEME, layout: "prefix", prefix_is_optional: true };
  }
}

/** How a source signs. */
export function schemeOf(source: Pick<Source, "provider" | "scheme">): SchemeFields {
  return source.scheme ? fromScheme(source.scheme) : usualScheme(source.provider);
}

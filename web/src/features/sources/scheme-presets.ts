import { BLANK_SCHEME, fromScheme, type SchemeFields } from "./scheme-fields.ts";
import type { Provider, SchemePreset, Source } from "./source-api.ts";

/** Which preset these fields are; undefined where they are the reader's own. */
export function presetOf(fields: SchemeFields, presets: SchemePreset[]): SchemePreset | undefined {
  const text = (fields: SchemeFields) => JSON.stringify(fields, Object.keys(BLANK_SCHEME));
  return presets.find(({ scheme }) => text(fromScheme(scheme)) === text(fields));
}

/** How a provider signs where a source says nothing else. */
export function usualScheme({ usual_scheme }: Provider): SchemeFields {
  return usual_scheme ? fromScheme(usual_scheme) : BLANK_SCHEME;
}

/** How a source signs. */
export function schemeOf({ scheme }: Source, provider: Provider): SchemeFields {
  return scheme ? fromScheme(scheme) : usualScheme(provider);
}

import type { components } from "./schema.gen.ts";
import { useMe } from "./use-me.ts";

export type Capability = components["schemas"]["Capability"];

/** What may be offered is what the server says; nothing is derived from a role here. */
export function useCapability(capability: Capability): boolean {
  const { data } = useMe();
  return data?.capabilities.includes(capability) ?? false;
}

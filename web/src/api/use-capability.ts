import { $api } from "./client.ts";
import type { components } from "./schema.gen.ts";

export type Capability = components["schemas"]["Capability"];

/** What may be offered is what the server says; nothing is derived from a role here. */
export function useCapability(capability: Capability): boolean {
  const { data } = $api.useQuery("get", "/me", {}, { staleTime: 60_000 });
  return data?.capabilities.includes(capability) ?? false;
}

import type { components } from "./schema.gen.ts";
import { useMe } from "./use-me.ts";
import { useSession } from "./use-session.ts";

export type Capability = components["schemas"]["Capability"];

const NONE: Capability[] = [];

/**
 * What one may do is what the server says; nothing is derived from a role here. Until it has been asked,
 * what it said with the access token counts, so that nothing is asked for that it would refuse.
 */
export function useCapabilities(): Capability[] {
  const state = useSession();
  const { data: me } = useMe();
  return me?.capabilities ?? (state.phase === "signed-in" ? state.capabilities : NONE);
}

export function useCapability(capability: Capability): boolean {
  return useCapabilities().includes(capability);
}

import { useDeferredValue } from "react";

/**
 * Whether what had to be waited for is there. It turns true in a drawing of its own, made in pieces
 * between which the browser answers a tap; what turns true together is shown together.
 */
export function useInPieces(isThere: boolean): boolean {
  return useDeferredValue(isThere) && isThere;
}

import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function at every drawing, that does what the latest one would: for rows that are remembered. */
export function useStable<Args extends unknown[]>(
  act: (...args: Args) => void,
): (...args: Args) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}

import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { freshProof } from "../api/fresh-proof.ts";

const ProofDialog = lazy(() =>
  import("../features/accounts/proof-dialog.tsx").then((module) => ({
    default: module.ProofDialog,
  })),
);

/** Asks for a fresh proof whenever a call waits for one. */
export function ProofGate() {
  const asked = useSyncExternalStore(freshProof.subscribe, freshProof.current);
  // Nobody answers for somebody who is signed out meanwhile.
  useEffect(() => () => freshProof.current()?.settle(false), []);
  if (!asked) return null;
  return (
    <Suspense>
      <ProofDialog methods={asked.methods} onDone={asked.settle} />
    </Suspense>
  );
}

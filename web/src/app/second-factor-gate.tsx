import { t } from "@lingui/core/macro";
import { Loader } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useMe } from "../api/use-me.ts";
import classes from "./signed-in.module.css";

const SecondFactorWall = lazy(() =>
  import("../features/profile/second-factor-wall.tsx").then((module) => ({
    default: module.SecondFactorWall,
  })),
);

/** Lets nobody further whom the server holds up for want of a second factor. */
export function SecondFactorGate({ children }: { children: ReactNode }) {
  const me = useMe();
  const cache = useQueryClient();
  const [walled, setWalled] = useState(false);

  // Kept up until the recovery codes were seen, though the server may let one through before.
  if (me.data?.two_factor.setup_required && !walled) setWalled(true);
  if (!walled) return children;
  return (
    <Suspense fallback={<Waiting />}>
      <SecondFactorWall
        onDone={async () => {
          await cache.invalidateQueries();
          setWalled(false);
        }}
      />
    </Suspense>
  );
}

function Waiting() {
  return (
    <main className={classes.starting}>
      <Loader aria-label={t`Loading`} />
    </main>
  );
}

import { Button, Loader } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { session } from "../api/session.ts";
import { useSession } from "../api/use-session.ts";
import { SignInPage } from "../features/accounts/sign-in-page.tsx";
import { LiveProvider } from "../realtime/use-live.tsx";
import { CentredPage } from "../ui/centred-page.tsx";
import classes from "./signed-in.module.css";

const RETRY_MS = 3000;

/**
 * Shows its children to who is signed in, and the sign-in form to others in the same place: the
 * address stays, so after signing in one is where one was.
 */
export function SignedIn({ children }: { children: ReactNode }) {
  const state = useSession();
  if (state.phase === "signed-in")
    return <LiveProvider key={state.user.id}>{children}</LiveProvider>;
  if (state.phase === "signed-out") return <SignInPage ended={state.ended} />;
  if (state.phase === "unreachable") return <ServerAway />;
  return (
    <main className={classes.starting}>
      <Loader aria-label="Loading" />
    </main>
  );
}

function ServerAway() {
  useEffect(() => {
    const timer = setInterval(() => session.refresh().catch(() => {}), RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <CentredPage
      title="The server is away"
      lead="Codebell can’t be reached. This page keeps trying."
    >
      <Button size="md" onClick={() => session.start()}>
        Try now
      </Button>
    </CentredPage>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Loader } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { session } from "../api/session.ts";
import { useSession } from "../api/use-session.ts";
import { SignInPage } from "../features/accounts/sign-in-page.tsx";
import { LiveProvider } from "../realtime/use-live.tsx";
import { CentredPage } from "../ui/centred-page.tsx";
import { ProofGate } from "./proof-gate.tsx";
import { SecondFactorGate } from "./second-factor-gate.tsx";
import classes from "./signed-in.module.css";

const RETRY_MS = 3000;

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Set on the way from a password reset to the sign-in form. */
    passwordChanged?: boolean;
  }
}

/**
 * Shows its children to who is signed in, and the sign-in form to others in the same place: the
 * address stays, so after signing in one is where one was.
 */
export function SignedIn({ children }: { children: ReactNode }) {
  const state = useSession();
  const passwordChanged = useLocation({ select: ({ state }) => state.passwordChanged });
  if (state.phase === "signed-in") {
    return (
      <Fragment key={state.user.id}>
        <SecondFactorGate>
          <LiveProvider>{children}</LiveProvider>
        </SecondFactorGate>
        <ProofGate />
      </Fragment>
    );
  }
  if (state.phase === "signed-out") {
    const changed = passwordChanged && t`Your password is changed. Sign in with it.`;
    const ended = state.ended && t`Your session has ended. Sign in to carry on where you were.`;
    return (
      <FocusFirstField>
        <SignInPage lead={changed || ended || undefined} />
      </FocusFirstField>
    );
  }
  if (state.phase === "unreachable") return <ServerAway />;
  return (
    <main className={classes.starting}>
      <Loader aria-label={t`Loading`} />
    </main>
  );
}

/** The form took the place of what had the focus: without this it would be nowhere. */
function FocusFirstField({ children }: { children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    around.current?.querySelector("input")?.focus();
  }, []);
  return (
    <div ref={around} className={classes.around}>
      {children}
    </div>
  );
}

function ServerAway() {
  useEffect(() => {
    const timer = setInterval(() => session.refresh().catch(() => {}), RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <CentredPage
      title={t`The server is away`}
      lead={t`Codebell can’t be reached. This page keeps trying.`}
    >
      <Button size="md" onClick={() => session.start()}>
        <Trans>Try now</Trans>
      </Button>
    </CentredPage>
  );
}

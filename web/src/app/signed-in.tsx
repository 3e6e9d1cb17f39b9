import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Loader } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import {
  Fragment,
  lazy,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
} from "react";
import { refetchAll } from "../api/queries.ts";
import { session } from "../api/session.ts";
import { useSession } from "../api/use-session.ts";
import { ahead, loadAhead } from "../lib/load-ahead.ts";
import { LiveProvider } from "../realtime/use-live.tsx";
import { CentredPage, InDialog } from "../ui/centred-page.tsx";
import { useModal } from "../ui/use-modal.ts";
import { ProofGate } from "./proof-gate.tsx";
import { SecondFactorGate } from "./second-factor-gate.tsx";
import classes from "./signed-in.module.css";

// The form is at hand when the session ends, whatever there is of the server then.
const SignInPage = lazy(
  ahead(() =>
    import("../features/accounts/sign-in-page.tsx").then((module) => ({
      default: module.SignInPage,
    })),
  ),
);

const RETRY_MS = 3000;
/** By then the page has what it needs first. */
const SETTLED_MS = 3000;

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Set on the way from a password reset to the sign-in form. */
    passwordChanged?: boolean;
  }
}

/**
 * Shows its children to who is signed in, and the sign-in form to others in the same place: the
 * address stays, so after signing in one is where one was. A session that ends meanwhile leaves the
 * page standing behind the form.
 */
export function SignedIn({ children }: { children: ReactNode }) {
  const current = useSession();
  // All the page at once would hold up a phone: it is drawn in pieces, and then shown.
  const drawn = useDeferredValue(current);
  const state = current.phase === "signed-in" ? drawn : current;
  const passwordChanged = useLocation({ select: ({ state }) => state.passwordChanged });
  const [lastUser, setLastUser] = useState<string>();
  const user = state.phase === "signed-in" ? state.user.id : undefined;
  if (user && user !== lastUser) setLastUser(user);
  useEffect(() => {
    if (!user) return;
    const timer = setTimeout(loadAhead, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [user]);
  // What somebody was typing when their session ended is still there when they are back.
  const hasEnded = state.phase === "signed-out" && state.ended && lastUser !== undefined;
  if (user || hasEnded) {
    return (
      <Fragment key={user ?? lastUser}>
        <SecondFactorGate>
          <LiveProvider isPaused={hasEnded}>{children}</LiveProvider>
        </SecondFactorGate>
        {hasEnded ? <SignInAgain /> : <ProofGate />}
      </Fragment>
    );
  }
  if (state.phase === "signed-out") {
    const changed = passwordChanged && t`Your password is changed. Sign in with it.`;
    return (
      <Suspense fallback={<Starting />}>
        <FocusFirstField>
          <SignInPage lead={changed || undefined} />
        </FocusFirstField>
      </Suspense>
    );
  }
  if (state.phase === "unreachable") return <ServerAway />;
  return <Starting />;
}

function Starting() {
  return (
    <main className={classes.starting}>
      <Loader aria-label={t`Loading`} />
    </main>
  );
}

/** Over the page, which nobody can read or reach meanwhile. */
function SignInAgain() {
  const dialog = useModal();
  const cache = useQueryClient();
  // What was asked for meanwhile was refused.
  useEffect(() => () => void refetchAll(cache), [cache]);
  return (
    <dialog
      ref={dialog}
      className={classes.again}
      aria-label={t`Sign in again`}
      onCancel={(event) => event.preventDefault()}
    >
      <InDialog value={true}>
        <Suspense>
          <SignInPage lead={t`Your session has ended. Sign in to carry on where you were.`} />
        </Suspense>
      </InDialog>
    </dialog>
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

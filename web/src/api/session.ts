import { below } from "../lib/base.ts";
import { exclusively } from "../lib/exclusive.ts";
import type { components } from "./schema.gen.ts";

export type TokenResponse = components["schemas"]["TokenResponse"];
export type User = components["schemas"]["User"];
type Capability = components["schemas"]["Capability"];

export type SessionState =
  | { phase: "starting" }
  | { phase: "unreachable" }
  | { phase: "signed-out"; ended: boolean }
  | { phase: "signed-in"; user: User; capabilities: Capability[] };

/** A token this close to its end is not sent any more: it could end on its way. */
const SPARE_MS = 30_000;

const TRACE = "codebell.session";

/** Whether this browser may hold a session's cookie, which the page itself can't see. */
function mayHoldCookie(): boolean {
  try {
    return localStorage.getItem(TRACE) !== null;
  } catch {
    // Where nothing can be stored, only the server knows.
    return true;
  }
}

function leaveTrace(isSignedIn: boolean) {
  try {
    if (isSignedIn) localStorage.setItem(TRACE, "1");
    else localStorage.removeItem(TRACE);
  } catch {
    // Then the server is asked each time.
  }
}

/**
 * The browser's session. The access token lives in this closure only; the refresh token is an
 * HttpOnly cookie that the page never sees. The server ends a session whose refresh token comes
 * twice, so refreshes share one promise in a tab and one lock among tabs.
 */
export function createSession(send: (request: Request) => Promise<Response> = (r) => fetch(r)) {
  let state: SessionState = { phase: "starting" };
  let held: { token: string; endsAt: number } | undefined;
  let refreshing: Promise<string | undefined> | undefined;
  const listeners = new Set<() => void>();

  function become(next: SessionState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function accept(answer: TokenResponse) {
    held = { token: answer.access_token, endsAt: Date.now() + answer.expires_in * 1000 };
    leaveTrace(true);
    // A node of an earlier version does not say them; then they are asked for.
    const capabilities = answer.capabilities ?? [];
    become({ phase: "signed-in", user: answer.user, capabilities });
  }

  function end() {
    held = undefined;
    leaveTrace(false);
    if (state.phase === "signed-out") return;
    become({ phase: "signed-out", ended: state.phase === "signed-in" });
  }

  async function askForToken(): Promise<string | undefined> {
    const url = new URL(below("/api/v1/auth/refresh"), location.origin);
    // Kept alive over a reload: the new cookie must arrive, because the old one is used up.
    const answer = await send(new Request(url, { method: "POST", keepalive: true }));
    if (answer.status === 401) {
      end();
      return undefined;
    }
    if (!answer.ok) throw new TypeError(`refresh answered ${answer.status}`);
    const tokens = (await answer.json()) as TokenResponse;
    accept(tokens);
    return tokens.access_token;
  }

  /** A new access token; undefined when the session has ended; throws when the server is away. */
  function refresh(): Promise<string | undefined> {
    refreshing ??= exclusively("codebell-refresh", askForToken).finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  return {
    current: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    accept,
    end,
    refresh,
    async token(): Promise<string | undefined> {
      if (held && held.endsAt - SPARE_MS > Date.now()) return held.token;
      if (state.phase === "signed-out") return undefined;
      return refresh();
    },
    /** Sees whether the cookie of an earlier visit still opens a session. */
    async start() {
      if (!mayHoldCookie()) {
        become({ phase: "signed-out", ended: false });
        return;
      }
      become({ phase: "starting" });
      await refresh().catch(() => become({ phase: "unreachable" }));
    },
    async signOut() {
      const url = new URL(below("/api/v1/auth/logout"), location.origin);
      const headers = held && { authorization: `Bearer ${held.token}` };
      const answer = await send(new Request(url, { method: "POST", headers }));
      if (!answer.ok && answer.status !== 401)
        throw new TypeError(`logout answered ${answer.status}`);
      held = undefined;
      leaveTrace(false);
      become({ phase: "signed-out", ended: false });
    },
  };
}

export const session = createSession();

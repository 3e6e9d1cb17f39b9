import { io, type Socket } from "socket.io-client";
import type { components } from "../api/schema.gen.ts";
import { session } from "../api/session.ts";
import { below } from "../lib/base.ts";

export type LiveState = "connecting" | "live" | "reconnecting" | "offline";

type Carried = components["schemas"]["LiveEvents"];

/** What the server tells, by the list in its API document. */
export type LiveEvents = { [E in keyof Carried]: (carried: Carried[E]) => void };

interface Sent {
  /** Answered at once by a connection that is as open as it looks. */
  probe: (answer: () => void) => void;
}

export type LiveSocket = Socket<LiveEvents, Sent>;

const RETRY_MS = 2000;
/** So long before its connection a page may have begun to ask for what it shows. */
const HEAD_START_MS = 1000;
/** So long a page that wakes up waits for an answer. */
const ANSWER_MS = 800;

/**
 * The page's one connection. It outlives the 15 minutes of an access token: each (re)connect asks
 * the session for a fresh one. Where the server refuses or closes the connection, socket.io would
 * give up; here it is tried again until the session itself has ended.
 */
export function createLiveConnection() {
  const socket: LiveSocket = io({
    path: below("/socket.io"),
    autoConnect: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
    timeout: 8000,
    auth: (give) => {
      session
        .token()
        .then((token) => give({ token }))
        .catch(() => give({}));
    },
  });
  let state: LiveState = "connecting";
  let retry: ReturnType<typeof setTimeout> | undefined;
  let openedAt = 0;
  let isFirst = true;
  const listeners = new Set<() => void>();
  const missing = new Set<() => void>();

  function become(next: LiveState) {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function tellSilence() {
    for (const listener of missing) listener();
  }

  function away() {
    become(navigator.onLine ? "reconnecting" : "offline");
  }

  function tryAgain() {
    clearTimeout(retry);
    retry = setTimeout(() => socket.connect(), RETRY_MS);
  }

  socket.on("connect", () => {
    become("live");
    if (!isFirst) tellSilence();
  });
  socket.on("ready", ({ quiet_ms }) => {
    const age = Date.now() - openedAt + HEAD_START_MS;
    if (isFirst && quiet_ms < age) tellSilence();
    isFirst = false;
  });
  socket.on("disconnect", (reason) => {
    if (reason === "io client disconnect") return;
    away();
    if (reason === "io server disconnect") tryAgain();
  });
  socket.on("connect_error", () => {
    away();
    if (socket.active) return;
    // The server itself refused. A new token settles whether the session has ended.
    session.refresh().then(
      (token) => token && tryAgain(),
      () => tryAgain(),
    );
  });
  socket.on("session.revoked", () => session.end());

  function comeBack() {
    if (document.visibilityState !== "visible") return;
    if (!socket.connected) {
      connectAgain();
      return;
    }
    // After a sleep it may still look open: nobody told the page that the other end has gone.
    socket.timeout(ANSWER_MS).emit("probe", (failure) => {
      if (!failure || !socket.connected) return;
      away();
      connectAgain();
    });
  }
  function connectAgain() {
    // An attempt under way may be stuck in a network that is gone, or wait for its next turn.
    socket.disconnect();
    socket.connect();
  }
  function goOffline() {
    become("offline");
  }

  return {
    socket,
    current: () => state,
    /** Is told when something may have happened that was not heard. */
    onSilence(listener: () => void) {
      missing.add(listener);
      return () => {
        missing.delete(listener);
      };
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    open() {
      addEventListener("online", comeBack);
      // A phone that wakes up should not sit out the pause between two attempts.
      document.addEventListener("visibilitychange", comeBack);
      addEventListener("pageshow", comeBack);
      addEventListener("offline", goOffline);
      openedAt = Date.now();
      socket.connect();
    },
    close() {
      removeEventListener("online", comeBack);
      document.removeEventListener("visibilitychange", comeBack);
      removeEventListener("pageshow", comeBack);
      removeEventListener("offline", goOffline);
      clearTimeout(retry);
      socket.disconnect();
      state = "connecting";
    },
  };
}

export type LiveConnection = ReturnType<typeof createLiveConnection>;

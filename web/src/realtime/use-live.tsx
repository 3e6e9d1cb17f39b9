import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from "react";
import { createLiveConnection, type LiveConnection, type LiveEvents } from "./live-connection.ts";

const LiveContext = createContext<LiveConnection | undefined>(undefined);

interface LiveProviderProps {
  /** Nobody is signed in just now. */
  isPaused?: boolean;
  children: ReactNode;
}

/** Holds the connection open while it is on the page: from sign-in to sign-out. */
export function LiveProvider({ isPaused = false, children }: LiveProviderProps) {
  const [connection] = useState(createLiveConnection);
  useEffect(() => {
    if (isPaused) return;
    connection.open();
    return () => connection.close();
  }, [connection, isPaused]);
  return <LiveContext value={connection}>{children}</LiveContext>;
}

function useConnection(): LiveConnection {
  const connection = useContext(LiveContext);
  if (!connection) throw new Error("no LiveProvider around this component");
  return connection;
}

export function useLiveState() {
  const connection = useConnection();
  return useSyncExternalStore(connection.subscribe, connection.current);
}

export function useLiveEvent<E extends keyof LiveEvents>(event: E, handle: LiveEvents[E]) {
  const { socket } = useConnection();
  const latest = useEffectEvent((...args: unknown[]) =>
    (handle as (...a: unknown[]) => void)(...args),
  );
  useEffect(() => {
    const listener = (...args: unknown[]) => latest(...args);
    socket.on(event as string as never, listener as never);
    return () => {
      socket.off(event as string as never, listener as never);
    };
  }, [socket, event]);
}

/** After something may have happened that was not heard: while the connection was away, or not yet there. */
export function useAfterSilence(refetch: () => void) {
  const { onSilence } = useConnection();
  const latest = useEffectEvent(refetch);
  useEffect(() => onSilence(() => latest()), [onSilence]);
}

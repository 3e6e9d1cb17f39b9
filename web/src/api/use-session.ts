import { useSyncExternalStore } from "react";
import { session } from "./session.ts";

export function useSession() {
  return useSyncExternalStore(session.subscribe, session.current);
}

import { VisuallyHidden } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { useSession } from "../api/use-session.ts";

/** What was said is heard by then; it may hold a code, which is not to stay in the page. */
const GONE_MS = 10_000;

const AnnounceContext = createContext<(words: string) => void>(() => {});

/** One polite live region for the page: what changed, said to those who don't see it change. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: "", turn: 0 });
  const announce = useCallback((words: string) => {
    setSaid(({ turn }) => ({ words, turn: turn + 1 }));
  }, []);
  useEffect(() => {
    if (!said.words) return;
    const timer = setTimeout(() => setSaid(({ turn }) => ({ words: "", turn })), GONE_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const { phase } = useSession();
  useEffect(() => {
    if (phase === "signed-out") setSaid(({ turn }) => ({ words: "", turn }));
  }, [phase]);
  return (
    <AnnounceContext value={announce}>
      {children}
      <VisuallyHidden role="status" aria-live="polite">
        {/* A new key makes the same words, said twice, heard twice. */}
        <span key={said.turn}>{said.words}</span>
      </VisuallyHidden>
    </AnnounceContext>
  );
}

export function useAnnounce() {
  return useContext(AnnounceContext);
}

import { VisuallyHidden } from "@mantine/core";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const AnnounceContext = createContext<(words: string) => void>(() => {});

/** One polite live region for the page: what changed, said to those who don't see it change. */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: "", turn: 0 });
  const announce = useCallback((words: string) => {
    setSaid(({ turn }) => ({ words, turn: turn + 1 }));
  }, []);
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

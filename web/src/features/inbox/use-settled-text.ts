import { useEffect, useEffectEvent, useState } from "react";

const TYPING_MS = 250;

/** The text of a field that follows each key, and reports only when the typing pauses. */
export function useSettledText(value: string, onSettled: (text: string) => void) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const settle = useEffectEvent(onSettled);

  // The value may change without typing: "clear filters", or back in the browser.
  if (value !== known) {
    setKnown(value);
    if (value !== typed.trim()) setTyped(value);
  }

  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => settle(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);

  return [typed, setTyped] as const;
}

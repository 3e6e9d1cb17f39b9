import { useEffect, useRef } from "react";

/**
 * The button that gets the focus when a dialog closes and the one that opened it has gone with what
 * it belonged to: the focus would be nowhere.
 */
export function useLostFocus(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (!isOpen && wasOpen.current && document.activeElement === document.body)
      button.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  return button;
}

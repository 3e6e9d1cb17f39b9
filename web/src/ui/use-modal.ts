import { useEffect, useRef } from "react";

const FIELD = "input:not([hidden], [readonly]), select, textarea:not([readonly])";

/** The browser's own modal dialog, open for as long as it is drawn, with the focus in its first field. */
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>(FIELD)?.focus();
    return () => {
      element?.close();
      // Removed from the page, it would give the focus back to nobody.
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return dialog;
}

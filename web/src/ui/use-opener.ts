import { type KeyboardEvent, type MouseEvent, useId, useState } from "react";

/** A button that opens something over the page, which is loaded when it is first asked for. */
export function useOpener<Kind extends "menu" | "dialog">(kind: Kind) {
  const id = useId();
  const [opener, setOpener] = useState<HTMLElement>();
  const close = () => setOpener(undefined);
  const isOpen = opener !== undefined;
  return {
    /** Of the button, which gives what is opened its name. */
    id,
    /** The button, while it is open. */
    opener,
    close,
    /** What makes it one. */
    props: {
      id,
      "aria-haspopup": kind,
      "aria-expanded": isOpen,
      onClick: ({ currentTarget }: MouseEvent<HTMLElement>) =>
        setOpener(isOpen ? undefined : currentTarget),
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (kind !== "menu" || event.key !== "ArrowDown" || isOpen) return;
        event.preventDefault();
        setOpener(event.currentTarget);
      },
    },
  };
}

import { useMediaQuery } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense } from "react";
import { ahead } from "../lib/load-ahead.ts";
import { Dialog } from "./dialog.tsx";
import classes from "./flyout.module.css";
import { useOpener } from "./use-opener.ts";
import { PHONE } from "./widths.ts";

const AnchoredPopover = lazy(
  ahead(() => import("./anchored.tsx").then((module) => ({ default: module.AnchoredPopover }))),
);

interface FlyoutProps {
  /** Its title, where it is a dialog; else it is named by its button. */
  label: string;
  /** Its button, with what makes it one. */
  opener: (props: ReturnType<typeof useOpener<"dialog">>["props"]) => ReactNode;
  /** It opens beside its button and not below it. */
  beside?: boolean;
  children: (close: () => void) => ReactNode;
}

/** What is chosen from now and then: over the page next to its button, and on a phone a dialog. */
export function Flyout({ label, opener: button, beside, children }: FlyoutProps) {
  const { id, opener, close, props } = useOpener("dialog");
  const onPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  return (
    <>
      {button(props)}
      {opener && (
        <Suspense>
          {onPhone ? (
            <Dialog title={label} onClose={close}>
              {children(close)}
            </Dialog>
          ) : (
            <AnchoredPopover
              id={id}
              opener={opener}
              onClose={close}
              position={beside ? "right-start" : "bottom-start"}
              floatingStrategy="fixed"
              width={340}
              offset={6}
              className={classes.dropdown}
            >
              {children(close)}
            </AnchoredPopover>
          )}
        </Suspense>
      )}
    </>
  );
}

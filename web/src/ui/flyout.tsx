import { Popover } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Dialog } from "./dialog.tsx";
import classes from "./flyout.module.css";
import { PHONE } from "./widths.ts";

type OpenerProps = Pick<ComponentProps<"button">, "onClick" | "aria-expanded" | "aria-haspopup">;

interface FlyoutProps {
  /** Its title, where it is a dialog; else it is named by its button. */
  label: string;
  /** Its button, with what makes it one. */
  opener: (props: OpenerProps) => ReactNode;
  /** It opens beside its button and not below it. */
  beside?: boolean;
  children: (close: () => void) => ReactNode;
}

/** What is chosen from now and then: over the page next to its button, and on a phone a dialog. */
export function Flyout({ label, opener, beside, children }: FlyoutProps) {
  const [isOpen, setOpen] = useState(false);
  const onPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const close = () => setOpen(false);
  const button = opener({
    onClick: () => setOpen(!isOpen),
    "aria-expanded": isOpen,
    "aria-haspopup": "dialog",
  });

  if (onPhone) {
    return (
      <>
        {button}
        {isOpen && (
          <Dialog title={label} onClose={close}>
            {children(close)}
          </Dialog>
        )}
      </>
    );
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position={beside ? "right-start" : "bottom-start"}
      floatingStrategy="fixed"
      width={340}
      offset={6}
      radius="lg"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal={false}
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>{children(close)}</Popover.Dropdown>
    </Popover>
  );
}

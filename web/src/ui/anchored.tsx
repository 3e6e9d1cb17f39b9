import { Menu, type MenuProps, Popover, type PopoverProps } from "@mantine/core";
import { type ReactNode, type Ref, useEffect, useLayoutEffect } from "react";

interface AnchoredProps {
  /** Of the button. */
  id: string;
  /** The button that it belongs to, which is drawn already. */
  opener: HTMLElement;
  onClose: () => void;
  /** Of what is opened. */
  className?: string;
  children: ReactNode;
}

type Placing = Pick<MenuProps & PopoverProps, "position" | "floatingStrategy" | "width" | "offset">;

/** A menu of Mantine's at a button that was there before it. */
export function AnchoredMenu(props: AnchoredProps & Placing) {
  const { id, opener, onClose, className, children, ...placing } = props;
  return (
    <Menu
      id={id}
      opened
      onClose={onClose}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
      {...placing}
    >
      <Menu.Target>
        <Anchor opener={opener} />
      </Menu.Target>
      <Menu.Dropdown className={className}>{children}</Menu.Dropdown>
    </Menu>
  );
}

/** The same of what is no menu. */
export function AnchoredPopover(props: AnchoredProps & Placing) {
  const { id, opener, onClose, className, children, ...placing } = props;
  return (
    <Popover
      id={id}
      opened
      onChange={(isOpen) => isOpen || onClose()}
      radius="lg"
      shadow="md"
      trapFocus
      withinPortal={false}
      transitionProps={{ duration: 0 }}
      {...placing}
    >
      <Popover.Target>
        <Anchor opener={opener} />
      </Popover.Target>
      <Popover.Dropdown className={className}>{children}</Popover.Dropdown>
    </Popover>
  );
}

/** Stands for the button, so that it is what Mantine places by. */
function Anchor({ opener, ref }: { opener: HTMLElement; ref?: Ref<HTMLElement> }) {
  useEffect(
    () => () => {
      // What had the focus has gone with what was opened, unless the reader took it elsewhere.
      if (document.activeElement === document.body) opener.focus({ preventScroll: true });
    },
    [opener],
  );
  useLayoutEffect(() => {
    if (typeof ref === "function") {
      ref(opener);
      return () => void ref(null);
    }
    if (ref) ref.current = opener;
  }, [opener, ref]);
  return null;
}

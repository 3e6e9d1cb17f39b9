import { ActionIcon, Menu } from "@mantine/core";
import { createContext, type ReactNode, type RefObject, useContext, useRef } from "react";
import { MoreIcon } from "./icons.tsx";
import classes from "./more-menu.module.css";

const Opener = createContext<RefObject<HTMLButtonElement | null> | undefined>(undefined);

interface MoreMenuProps {
  label: string;
  width: number;
  /** In a narrow row the button is smaller. */
  small?: boolean;
  className?: string;
  children: ReactNode;
}

/** What is seldom done with a thing, behind a button of three dots. */
export function MoreMenu({ label, width, small, className, children }: MoreMenuProps) {
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <Menu
      position="bottom-end"
      width={width}
      offset={4}
      radius="lg"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <ActionIcon
          ref={opener}
          variant="subtle"
          color="gray"
          size={small ? 36 : 44}
          className={className}
          aria-label={label}
        >
          <MoreIcon size={small ? 18 : undefined} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Opener value={opener}>{children}</Opener>
      </Menu.Dropdown>
    </Menu>
  );
}

interface MoreItemProps {
  /** Can't be taken back. */
  grave?: boolean;
  onChoose: () => void;
  children: ReactNode;
}

export function MoreItem({ grave, onChoose, children }: MoreItemProps) {
  const opener = useContext(Opener);
  return (
    <Menu.Item
      className={grave ? classes.grave : undefined}
      onClick={() => {
        // The menu closes, so a dialog that follows must give the focus back to its button.
        opener?.current?.focus();
        onChoose();
      }}
    >
      {children}
    </Menu.Item>
  );
}

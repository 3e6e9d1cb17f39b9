import { Menu } from "@mantine/core";
import { AnchoredMenu } from "./anchored.tsx";
import classes from "./more-menu.module.css";

export interface MoreAct {
  words: string;
  /** Can't be taken back. */
  grave?: boolean;
  onChoose: () => void;
}

interface MoreItemsProps {
  id: string;
  opener: HTMLElement;
  width: number;
  acts: (MoreAct | "line" | false | undefined)[];
  onClose: () => void;
}

export function MoreItems({ id, opener, width, acts, onClose }: MoreItemsProps) {
  return (
    <AnchoredMenu
      id={id}
      opener={opener}
      onClose={onClose}
      position="bottom-end"
      width={width}
      offset={4}
    >
      {acts.map((act) => {
        if (act === "line") return <Menu.Divider key="line" />;
        return (
          act && (
            <Menu.Item
              key={act.words}
              className={act.grave ? classes.grave : undefined}
              onClick={() => {
                // The menu closes, so a dialog that follows must give the focus back to its button.
                opener.focus();
                act.onChoose();
              }}
            >
              {act.words}
            </Menu.Item>
          )
        );
      })}
    </AnchoredMenu>
  );
}

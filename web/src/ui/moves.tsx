import { t } from "@lingui/core/macro";
import { ActionIcon } from "@mantine/core";
import { useEffect, useRef } from "react";
import { ChevronIcon } from "./icons.tsx";
import classes from "./moves.module.css";

export type Direction = "up" | "down";

/**
 * Moves the rows of a list that has an order. Each row bears its id as `data-row`; `onOrder` gets the
 * ids in their new order, with the row that was moved and its place, counted from 1.
 */
export function useMoves<T extends { id: string; name: string }>(
  rows: T[],
  onOrder: (ids: string[], moved: T, place: number) => void,
) {
  const list = useRef<HTMLOListElement>(null);
  const ids = rows.map(({ id }) => id);
  const inOrder = ids.join();
  const last = useRef<{ id: string; direction: Direction }>(undefined);

  // A row that is put elsewhere loses the focus in most browsers.
  useEffect(() => {
    const moved = last.current;
    if (!moved || !inOrder) return;
    last.current = undefined;
    const button = `[data-row="${moved.id}"] button[data-move="${moved.direction}"]`;
    list.current?.querySelector<HTMLButtonElement>(button)?.focus();
  }, [inOrder]);

  function move(row: T, direction: Direction) {
    const from = rows.indexOf(row);
    const to = direction === "up" ? from - 1 : from + 1;
    // At its end of the list the button does nothing, but stays where the focus is.
    if (to < 0 || to >= rows.length) return;
    last.current = { id: row.id, direction };
    onOrder(ids.toSpliced(from, 1).toSpliced(to, 0, row.id), row, to + 1);
  }

  return { list, move };
}

interface MoveButtonsProps {
  name: string;
  /** 1 for the row at the top. */
  place: number;
  count: number;
  onMove: (direction: Direction) => void;
}

export function MoveButtons({ name, place, count, onMove }: MoveButtonsProps) {
  if (count < 2) return null;
  return (
    <>
      <ActionIcon
        variant="default"
        size={36}
        data-move="up"
        aria-disabled={place === 1}
        aria-label={t`Move ${name} up`}
        onClick={() => onMove("up")}
      >
        <span className={classes.up}>
          <ChevronIcon />
        </span>
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        data-move="down"
        aria-disabled={place === count}
        aria-label={t`Move ${name} down`}
        onClick={() => onMove("down")}
      >
        <ChevronIcon />
      </ActionIcon>
    </>
  );
}

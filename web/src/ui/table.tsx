import type { ReactNode } from "react";
import classes from "./table.module.css";

interface TableProps {
  head: ReactNode;
  /** On a phone each row is a card: its name and last cell above, the others below. */
  cards?: boolean;
  children: ReactNode;
}

/** A table in a frame of its own, which scrolls where the page is too narrow for it. */
export function Table({ head, cards, children }: TableProps) {
  return (
    <div className={classes.frame}>
      <table className={cards ? `${classes.table} ${classes.cards}` : classes.table}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

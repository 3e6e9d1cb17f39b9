import type { ReactNode } from "react";
import classes from "./table.module.css";

/** A table in a frame of its own, which scrolls where the page is too narrow for it. */
export function Table({ head, children }: { head: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

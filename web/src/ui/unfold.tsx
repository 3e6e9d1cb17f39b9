import type { ReactNode } from "react";
import classes from "./unfold.module.css";

/** What only some need, behind its own words: the browser's own disclosure. */
export function Unfold({ words, children }: { words: string; children: ReactNode }) {
  return (
    <details className={classes.unfold}>
      <summary className={classes.words}>{words}</summary>
      <div className={classes.inside}>{children}</div>
    </details>
  );
}

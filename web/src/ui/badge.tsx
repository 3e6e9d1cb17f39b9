import type { ReactNode } from "react";
import classes from "./badge.module.css";

type Tone = "plain" | "good" | "heed";

/** A word or two on the state of a thing. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  );
}

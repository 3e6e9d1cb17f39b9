import type { ReactNode } from "react";
import classes from "./notice.module.css";

const ROLES = { plain: undefined, failure: "alert", done: "status" } as const;

/** A sentence that stands out; as an alert it is read out when it appears. */
export function Notice({
  kind = "plain",
  children,
}: {
  kind?: "plain" | "failure" | "done";
  children: ReactNode;
}) {
  return (
    <div className={classes.notice} data-kind={kind} role={ROLES[kind]}>
      {children}
    </div>
  );
}

import type { ReactNode } from "react";
import classes from "./notice.module.css";

/** A sentence that stands out; as an alert it is read out when it appears. */
export function Notice({
  kind = "plain",
  children,
}: {
  kind?: "plain" | "failure";
  children: ReactNode;
}) {
  return (
    <div
      className={classes.notice}
      data-kind={kind}
      role={kind === "failure" ? "alert" : undefined}
    >
      {children}
    </div>
  );
}

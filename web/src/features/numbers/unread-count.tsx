import { plural, t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import classes from "./numbers-nav.module.css";

/** Where the server stops counting. */
const MOST = 99;

/** The number beside a name, for the eye; the name's description says it to others. */
export function UnreadMark({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={classes.unread} aria-hidden="true">
      {count > MOST ? t`99+` : count}
    </span>
  );
}

export function UnreadDescription({ id, count }: { id: string; count: number }) {
  if (count === 0) return null;
  return (
    <VisuallyHidden id={id}>
      {count > MOST ? t`99+ unread` : plural(count, { one: "# unread", other: "# unread" })}
    </VisuallyHidden>
  );
}

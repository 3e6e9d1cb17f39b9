import { plural, t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import rail from "../../ui/rail.module.css";

/** How much one has not read, in all and of each number; it stops at 100. */
export interface Unread {
  total: number;
  of: (numberId: string) => number;
}

/** Where the server stops counting. */
const MOST = 99;

/** The number beside a name, for the eye; the name's description says it to others. */
export function UnreadMark({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={rail.count} aria-hidden="true">
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

import { plural, t } from "@lingui/core/macro";
import { VisuallyHidden } from "@mantine/core";
import rail from "../../ui/rail.module.css";

/** How much one has not read, in all and of each number. */
export interface Unread {
  total: number;
  isMore: boolean;
  of: (numberId: string) => number;
}

/** Where the server stops counting the messages of a number. */
const MOST = 100;

interface CountProps {
  count: number;
  /** There is more than that. */
  isMore?: boolean;
}

/** The number beside a name, for the eye; the name's description says it to others. */
export function UnreadMark({ count, isMore = count >= MOST }: CountProps) {
  if (count === 0) return null;
  return (
    <span className={rail.count} aria-hidden="true">
      {isMore ? `${count}+` : count}
    </span>
  );
}

export function UnreadDescription({
  id,
  count,
  isMore = count >= MOST,
}: CountProps & { id: string }) {
  if (count === 0) return null;
  return (
    <VisuallyHidden id={id}>
      {isMore ? t`${count}+ unread` : plural(count, { one: "# unread", other: "# unread" })}
    </VisuallyHidden>
  );
}

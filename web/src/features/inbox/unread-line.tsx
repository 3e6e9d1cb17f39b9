import { plural, t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import classes from "./unread-line.module.css";
import { useMarkAllRead, useUnread } from "./use-unread.ts";

/** How much is unread in all, and the way to have done with it. */
export function UnreadLine() {
  const { total, isMore } = useUnread();
  const mayMark = useCapability("messages:copy");
  const markAll = useMarkAllRead();
  const announce = useAnnounce();
  if (markAll.isError) {
    return (
      <p className={classes.line} role="alert">
        {describeFailure(markAll.error)}
      </p>
    );
  }
  if (total === 0 || !mayMark) return null;
  const done = () => {
    announce(t`All messages are marked as read`);
    // The button goes away with what it was for.
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  return (
    <div className={classes.line}>
      <span>
        {isMore ? t`${total}+ unread` : plural(total, { one: "# unread", other: "# unread" })}
      </span>
      <Button
        variant="subtle"
        size="sm"
        className={classes.button}
        loading={markAll.isPending}
        onClick={() => markAll.mutate(undefined, { onSuccess: done })}
      >
        {t`Mark all as read`}
      </Button>
    </div>
  );
}

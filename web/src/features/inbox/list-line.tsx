import { plural, t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { type InboxFilters, toMessageQuery } from "./inbox-search.ts";
import classes from "./list-line.module.css";
import { startSelecting, stopSelecting, useSelection } from "./selection.ts";
import { useHasMessages } from "./use-messages.ts";
import { useMarkAllRead, useUnread } from "./use-unread.ts";

/** What is done with the list as a whole; where it is not narrowed, with how much is unread in all. */
export function ListLine({ filters }: { filters: InboxFilters }) {
  const selecting = useSelection() !== undefined;
  const hasMessages = useHasMessages(toMessageQuery(filters));
  const isNarrowed = Object.keys(filters).some((name) => name !== "unread");
  return (
    <div className={classes.line}>
      {isNarrowed ? <span className={classes.words} /> : <AllUnread />}
      {(hasMessages || selecting) && (
        <Button
          variant="subtle"
          size="sm"
          className={classes.button}
          aria-pressed={selecting}
          onClick={selecting ? stopSelecting : startSelecting}
        >
          {t`Select`}
        </Button>
      )}
    </div>
  );
}

function AllUnread() {
  const { total, isMore } = useUnread();
  const mayMark = useCapability("messages:copy");
  const markAll = useMarkAllRead();
  const announce = useAnnounce();
  if (markAll.isError) {
    return (
      <span className={classes.failure} role="alert">
        {describeFailure(markAll.error)}
      </span>
    );
  }
  if (total === 0 || !mayMark) return <span className={classes.words} />;
  const done = () => {
    announce(t`All messages are marked as read`);
    // The button goes away with what it was for.
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  return (
    <>
      <span className={classes.words}>
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
    </>
  );
}

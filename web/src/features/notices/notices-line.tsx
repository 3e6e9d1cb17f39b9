import { plural, t } from "@lingui/core/macro";
import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import heed from "../../ui/heed-line.module.css";
import { CloseIcon } from "../../ui/icons.tsx";
import { titleInWords } from "./notice-words.ts";
import classes from "./notices-line.module.css";
import { useDismiss, useLiveNotices, useOpenNotices } from "./use-notices.ts";

/** Above the inbox: what is open, for those who can do something about it. */
export function NoticesLine() {
  const mayHandle = useCapability("notices");
  const { data } = useOpenNotices(mayHandle);
  const dismiss = useDismiss();
  const announce = useAnnounce();
  useLiveNotices();
  const [newest, ...others] = data?.data ?? [];
  if (!mayHandle || !newest) return null;
  const title = titleInWords(newest);

  function done() {
    announce(t`The notice is dismissed.`);
    // With the last one the button goes away.
    if (others.length === 0) document.getElementById("main")?.focus({ preventScroll: true });
  }

  return (
    <section className={`${heed.line} ${classes.line}`} aria-label={t`Notices`}>
      <p className={classes.words}>
        {dismiss.isError ? (
          <span role="alert" className={classes.failure}>
            {describeFailure(dismiss.error)}
          </span>
        ) : (
          <>
            <Link to="/notices" className={classes.link}>
              {title}
            </Link>
            {others.length > 0 && (
              <Link to="/notices" className={classes.more}>
                {data?.next_cursor
                  ? t`and ${others.length}+ more`
                  : plural(others.length, { one: "and # more", other: "and # more" })}
              </Link>
            )}
          </>
        )}
      </p>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t`Dismiss: ${title}`}
        // A disabled button would lose the focus, and the next notice needs it.
        onClick={() => dismiss.isPending || dismiss.mutate(newest.id, { onSuccess: done })}
      >
        <CloseIcon size={18} />
      </ActionIcon>
    </section>
  );
}

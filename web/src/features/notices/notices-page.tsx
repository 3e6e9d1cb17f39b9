import { t } from "@lingui/core/macro";
import { Checkbox, VisuallyHidden } from "@mantine/core";
import { useRef, useState } from "react";
import { BlankState } from "../../ui/blank-state.tsx";
import cards from "../../ui/cards.module.css";
import { LoadFailure } from "../../ui/load-failure.tsx";
import { OlderEntries } from "../../ui/older-entries.tsx";
import { Page } from "../../ui/page.tsx";
import { WaitingRows } from "../../ui/waiting-rows.tsx";
import { NoticeCard } from "./notice-card.tsx";
import classes from "./notices.module.css";
import { useLiveNotices, useNotices } from "./use-notices.ts";

/** What providers and Codebell have to say. */
export function NoticesPage() {
  const [isAll, setAll] = useState(false);
  const option = useRef<HTMLInputElement>(null);
  useLiveNotices();
  // The button that was pressed goes with its notice.
  const focusOption = () => option.current?.focus({ preventScroll: true });

  return (
    <Page
      title={t`Notices`}
      lead={t`Alerts about numbers, payments and channels. Dismissing one dismisses it for the whole team.`}
    >
      <Checkbox
        ref={option}
        label={t`Show dismissed ones too`}
        checked={isAll}
        onChange={(event) => setAll(event.currentTarget.checked)}
        classNames={{ body: classes.option }}
      />
      <NoticeList open onDone={focusOption} />
      {isAll && <NoticeList open={false} onDone={focusOption} />}
    </Page>
  );
}

function NoticeList({ open, onDone }: { open: boolean; onDone: () => void }) {
  const log = useNotices(open);
  const notices = log.data?.pages.flatMap(({ data }) => data);
  const title = open ? t`Open` : t`Dismissed`;
  return (
    <section className={classes.section} aria-label={title}>
      {open ? (
        <VisuallyHidden component="h3">{title}</VisuallyHidden>
      ) : (
        <h3 className={classes.heading}>{title}</h3>
      )}
      {log.isPending && <WaitingRows label={t`Loading notices`} />}
      {log.error && !notices && <LoadFailure failure={log.error} onRetry={log.refetch} />}
      {notices?.length === 0 &&
        (open ? (
          <BlankState title={t`All clear`}>
            <p>
              {t`You’ll see alerts here when a number is about to end, goes silent for longer than usual, or a channel fails.`}
            </p>
          </BlankState>
        ) : (
          <p className={classes.text}>{t`None was dismissed yet.`}</p>
        ))}
      {notices && notices.length > 0 && (
        <ul
          className={`${cards.list} ${cards.close}`}
          aria-label={open ? t`Open notices` : t`Dismissed notices`}
        >
          {notices.map((notice) => (
            <NoticeCard key={notice.id} notice={notice} onDone={onDone} />
          ))}
        </ul>
      )}
      <OlderEntries log={log} />
    </section>
  );
}

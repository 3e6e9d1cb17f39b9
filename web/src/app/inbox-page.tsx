import { t } from "@lingui/core/macro";
import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { CopiedCard } from "../features/inbox/copied-card.tsx";
import { FilterChips } from "../features/inbox/filter-chips.tsx";
import { InboxList } from "../features/inbox/inbox-list.tsx";
import { filtersOf, type InboxFilters, type InboxSearch } from "../features/inbox/inbox-search.ts";
import { LatestCode, LatestStrip } from "../features/inbox/latest-code.tsx";
import { ListLine } from "../features/inbox/list-line.tsx";
import { MessageDetail } from "../features/inbox/message-detail.tsx";
import { SearchField } from "../features/inbox/search-field.tsx";
import { useKeepUnread } from "../features/inbox/use-keep-unread.ts";
import { useMessageKeys } from "../features/inbox/use-message-keys.ts";
import { useSpokenCodes } from "../features/inbox/use-spoken-codes.ts";
import { NoticesLine } from "../features/notices/notices-line.tsx";
import { useNumbers } from "../features/numbers/use-numbers.ts";
import { FirstRun } from "../features/onboarding/first-run.tsx";
import { WelcomeCard } from "../features/onboarding/welcome-card.tsx";
import { numberName } from "../lib/number-names.ts";
import { PaneBoundary } from "../ui/pane-boundary.tsx";
import { PHONE } from "../ui/widths.ts";
import { CodeTools } from "./code-tools.tsx";
import { ForwardedPart } from "./forwarded-part.tsx";
import classes from "./inbox-page.module.css";
import { LostLine } from "./lost-line.tsx";
import { NumberChip } from "./number-chip.tsx";

interface InboxPageProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch, replace: boolean) => void;
}

/** Composes the inbox: the list and the open message. A phone shows one at a time. */
export function InboxPage({ search, onSearch }: InboxPageProps) {
  const { data: numbers, isFetching, refetch: refetchNumbers } = useNumbers();
  const onPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const [lost, setLost] = useState<string>();
  const [goneMessage, setGoneMessage] = useState<string>();
  useFocusBackInList(search.message);
  useSpokenCodes();

  const { message: openId } = search;
  const filters = filtersOf(search);
  const change = (changed: InboxFilters) => onSearch({ ...search, ...changed }, true);
  const clear = () => onSearch(openId ? { message: openId } : {}, true);
  const lose = (words: string) => {
    setLost(words);
    setGoneMessage(undefined);
    onSearch({ ...search, number: undefined, message: undefined }, true);
  };
  // Going through the messages one after another is one step back in the browser.
  const open = (message: string) => onSearch({ ...search, message }, openId !== undefined);
  const keepUnread = useKeepUnread(setLost);
  useMessageKeys({
    filters,
    openId,
    onKeepUnread: keepUnread,
    onClose: () => onSearch({ ...search, message: undefined }, true),
  });
  const numberLost =
    search.number !== undefined &&
    numbers !== undefined &&
    !isFetching &&
    !numbers.some(({ id }) => id === search.number);
  const loseNumber = useEffectEvent(() =>
    lose(t`You no longer have access to that number. Here is the rest of your inbox.`),
  );
  useEffect(() => {
    if (numberLost) loseNumber();
  }, [numberLost]);
  const messageLost = goneMessage !== undefined && goneMessage === openId && !isFetching;
  const loseMessage = useEffectEvent(() => {
    // A lost number says so itself.
    if (!numberLost) lose(t`The open message was deleted, or you no longer have access to it.`);
  });
  useEffect(() => {
    if (messageLost) loseMessage();
  }, [messageLost]);
  const nameOfNumber = (id: string) => {
    const number = numbers?.find((one) => one.id === id);
    return number ? numberName(number) : t`A number`;
  };

  return (
    <>
      <main id="main" tabIndex={-1} className={classes.main} data-detail={openId !== undefined}>
        <section className={classes.list} aria-label={t`Inbox`}>
          <div className={classes.tools}>
            <SearchField
              value={search.q ?? ""}
              onChange={(q) => change({ q: q || undefined })}
              onLeave={() => document.getElementById("main")?.focus({ preventScroll: true })}
            />
            <FilterChips
              search={search}
              nameOfNumber={nameOfNumber}
              numbers={onPhone && <NumberChip chosen={search.number} />}
              onChange={change}
              onClear={clear}
            />
            <NoticesLine />
            <ListLine filters={filters} />
            {lost && <LostLine words={lost} onClose={() => setLost(undefined)} />}
          </div>
          {onPhone && !openId && (
            <PaneBoundary name={t`Latest code`}>
              <LatestStrip number={search.number} />
            </PaneBoundary>
          )}
          {onPhone && <WelcomeCard />}
          <PaneBoundary name={t`Inbox`}>
            <InboxList filters={filters} openId={openId} onOpen={open} onClear={clear} />
          </PaneBoundary>
          {/* Below the list: what comes later than the rows must not move them. */}
          {onPhone && (
            <PaneBoundary name={t`First steps`}>
              <FirstRun compact />
            </PaneBoundary>
          )}
        </section>
        <section className={classes.detail} aria-label={t`Message`}>
          <PaneBoundary name={t`Message`} about={openId}>
            {openId ? (
              <MessageDetail
                id={openId}
                onKeepUnread={keepUnread}
                tools={(message) => (
                  <>
                    <CodeTools message={message} />
                    <ForwardedPart message={message} />
                  </>
                )}
                onLost={async () => {
                  // Its number may be lost with it, as the numbers say that are asked for now.
                  await refetchNumbers();
                  setGoneMessage(openId);
                }}
              />
            ) : onPhone ? null : isSearch(filters) ? (
              <NoneOpen />
            ) : (
              <LatestCode number={search.number} fallback={<NoneOpen />}>
                <FirstRun />
                <WelcomeCard />
              </LatestCode>
            )}
          </PaneBoundary>
        </section>
      </main>
      <CopiedCard />
    </>
  );
}

/** Whether something is looked for that the latest code may have nothing to do with. */
function isSearch({ q, sender, service, from, to }: InboxFilters): boolean {
  return [q, sender, service, from, to].some((value) => value !== undefined);
}

function NoneOpen() {
  return <p className={classes.noneOpen}>{t`Select a message to see its code.`}</p>;
}

/** Closing a message puts the focus back on the row it was opened from, or near it. */
function useFocusBackInList(open: string | undefined) {
  const before = useRef(open);
  useEffect(() => {
    if (before.current && !open) {
      const row = document.getElementById(`message-${before.current}`);
      (row ?? document.getElementById("main"))?.focus({ preventScroll: true });
    }
    before.current = open;
  }, [open]);
}

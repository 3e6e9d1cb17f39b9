import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ActiveFilters } from "../features/inbox/active-filters.tsx";
import { FilterFields } from "../features/inbox/filter-fields.tsx";
import { InboxList } from "../features/inbox/inbox-list.tsx";
import { filtersOf, type InboxFilters, type InboxSearch } from "../features/inbox/inbox-search.ts";
import { MessageDetail } from "../features/inbox/message-detail.tsx";
import { SearchField } from "../features/inbox/search-field.tsx";
import { useArrivals } from "../features/inbox/use-live-messages.ts";
import { NumbersNav } from "../features/numbers/numbers-nav.tsx";
import { useNumbers } from "../features/numbers/use-numbers.ts";
import { phoneInWords } from "../lib/phone-words.ts";
import { FilterIcon } from "../ui/icons.tsx";
import classes from "./inbox-page.module.css";
import { LostLine } from "./lost-line.tsx";

const MESSAGE_LOST = "The message that was open is deleted, or not open to you any more.";

interface InboxPageProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch, replace: boolean) => void;
}

/** Composes the inbox: numbers and filters, the list, the open message. Narrow pages show one at a time. */
export function InboxPage({ search, onSearch }: InboxPageProps) {
  const arrived = useArrivals();
  const { data: numbers, isFetching } = useNumbers();
  const [sideOpen, setSideOpen] = useState(false);
  const [lost, setLost] = useState<string>();
  useFocusBackInList(search.message);

  const filters = filtersOf(search);
  const change = (changed: InboxFilters) => onSearch({ ...search, ...changed }, true);
  const clear = () => onSearch(search.message ? { message: search.message } : {}, true);
  const lose = (words: string) => {
    setLost(words);
    onSearch({ ...search, number: undefined, message: undefined }, true);
  };
  const numberLost =
    search.number !== undefined &&
    numbers !== undefined &&
    !isFetching &&
    !numbers.some(({ id }) => id === search.number);
  const loseNumber = useEffectEvent(() =>
    lose("That number is not open to you any more. This is the rest of your inbox."),
  );
  useEffect(() => {
    if (numberLost) loseNumber();
  }, [numberLost]);
  const nameOfNumber = (id: string) => {
    const number = numbers?.find((one) => one.id === id);
    return number ? (number.label ?? phoneInWords(number.phone_number)) : "A number";
  };

  return (
    <div className={classes.panes} data-side={sideOpen} data-detail={search.message !== undefined}>
      <nav className={classes.side} aria-label="Numbers and filters">
        <NumbersNav chosen={search.number} onChoose={(number) => change({ number })} />
        <div className={classes.filters}>
          <FilterFields filters={filters} onChange={change} />
        </div>
        <Button size="md" className={classes.done} onClick={() => setSideOpen(false)}>
          Show the messages
        </Button>
      </nav>
      <main id="main" tabIndex={-1} className={classes.main}>
        <section className={classes.list} aria-label="Inbox">
          <div className={classes.tools}>
            <div className={classes.searchRow}>
              <div className={classes.search}>
                <SearchField
                  value={search.q ?? ""}
                  onChange={(q) => change({ q: q || undefined })}
                />
              </div>
              <ActionIcon
                variant="default"
                size={44}
                className={classes.sideToggle}
                aria-label="Numbers and filters"
                aria-expanded={sideOpen}
                onClick={() => setSideOpen(true)}
              >
                <FilterIcon />
              </ActionIcon>
            </div>
            <ActiveFilters
              filters={filters}
              nameOfNumber={nameOfNumber}
              onChange={change}
              onClear={clear}
            />
            {lost && <LostLine words={lost} onClose={() => setLost(undefined)} />}
          </div>
          <InboxList filters={filters} openId={search.message} arrived={arrived} onClear={clear} />
        </section>
        <section className={classes.detail} aria-label="Message">
          {search.message ? (
            <MessageDetail
              id={search.message}
              onLost={() => {
                // A lost number says so itself.
                if (!numberLost) lose(MESSAGE_LOST);
              }}
            />
          ) : (
            <p className={classes.noneOpen}>A message that you open appears here.</p>
          )}
        </section>
      </main>
    </div>
  );
}

/** Closing a message puts the focus back on the row it was opened from. */
function useFocusBackInList(open: string | undefined) {
  const before = useRef(open);
  useEffect(() => {
    if (before.current && !open)
      document.getElementById(`message-${before.current}`)?.focus({ preventScroll: true });
    before.current = open;
  }, [open]);
}

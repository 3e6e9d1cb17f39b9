import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { ActiveFilters } from "../features/inbox/active-filters.tsx";
import { FilterFields } from "../features/inbox/filter-fields.tsx";
import { InboxList } from "../features/inbox/inbox-list.tsx";
import { filtersOf, type InboxFilters, type InboxSearch } from "../features/inbox/inbox-search.ts";
import { MessageDetail } from "../features/inbox/message-detail.tsx";
import { SearchField } from "../features/inbox/search-field.tsx";
import { useLiveInbox } from "../features/inbox/use-live-inbox.ts";
import { NumbersNav } from "../features/numbers/numbers-nav.tsx";
import { useLiveNumbers, useNumbers } from "../features/numbers/use-numbers.ts";
import { phoneInWords } from "../lib/phone-words.ts";
import { FilterIcon } from "../ui/icons.tsx";
import classes from "./inbox-page.module.css";

interface InboxPageProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch, replace: boolean) => void;
}

/** Composes the inbox: numbers and filters, the list, the open message. Narrow pages show one at a time. */
export function InboxPage({ search, onSearch }: InboxPageProps) {
  const arrived = useLiveInbox();
  useLiveNumbers();
  const { data: numbers } = useNumbers();
  const [sideOpen, setSideOpen] = useState(false);
  useFocusBackInList(search.message);

  const filters = filtersOf(search);
  const change = (changed: InboxFilters) => onSearch({ ...search, ...changed }, true);
  const clear = () => onSearch(search.message ? { message: search.message } : {}, true);
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
      <main id="messages" tabIndex={-1} className={classes.main}>
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
          </div>
          <InboxList filters={filters} openId={search.message} arrived={arrived} onClear={clear} />
        </section>
        <section className={classes.detail} aria-label="Message">
          {search.message ? (
            <MessageDetail id={search.message} />
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

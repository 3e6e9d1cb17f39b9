import { t } from "@lingui/core/macro";
import { Button } from "@mantine/core";
import { useDeferredValue } from "react";
import { FilterFields } from "../features/inbox/filter-fields.tsx";
import type { InboxFilters } from "../features/inbox/inbox-search.ts";
import { SavedViews } from "../features/inbox/saved-views.tsx";
import { useUnread } from "../features/inbox/use-unread.ts";
import { NumbersNav } from "../features/numbers/numbers-nav.tsx";
import { useStable } from "../lib/use-stable.ts";
import classes from "./inbox-page.module.css";

interface InboxSideProps {
  filters: InboxFilters;
  openId?: string;
  onChange: (changed: InboxFilters) => void;
  /** Back to the messages, where these cover them. */
  onClose: () => void;
}

/** What the list is narrowed by: a number, a saved view, filters. */
export function InboxSide({ filters, openId, onChange, onClose }: InboxSideProps) {
  return (
    <>
      <CountedNumbers chosen={filters.number} onChoose={(number) => onChange({ number })} />
      <SavedViews filters={filters} openId={openId} onFollow={onClose} />
      <div className={classes.filters}>
        <FilterFields filters={filters} onChange={onChange} />
      </div>
      <Button size="md" className={classes.done} onClick={onClose}>
        {t`Show the messages`}
      </Button>
    </>
  );
}

interface CountedNumbersProps {
  chosen?: string;
  onChoose: (id: string | undefined) => void;
}

/** The numbers with what is unread. Under load that changes all the time, and can wait for the rest. */
function CountedNumbers({ chosen, onChoose }: CountedNumbersProps) {
  const unread = useDeferredValue(useUnread());
  return <NumbersNav chosen={chosen} onChoose={useStable(onChoose)} unread={unread} />;
}

import { t } from "@lingui/core/macro";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { ahead } from "../../lib/load-ahead.ts";
import { Flyout } from "../../ui/flyout.tsx";
import { FilterIcon } from "../../ui/icons.tsx";
import { NARROW } from "../../ui/widths.ts";
import { ActiveFilters } from "./active-filters.tsx";
import classes from "./filter-chips.module.css";
import {
  filtersOf,
  filtersOfView,
  type InboxFilters,
  type InboxSearch,
  viewQuery,
} from "./inbox-search.ts";
import { useViews } from "./use-views.ts";
import { ViewsList } from "./views-list.tsx";

const FilterFields = lazy(
  ahead(() => import("./filter-fields.tsx").then((module) => ({ default: module.FilterFields }))),
);
const SaveViewDialog = lazy(() =>
  import("./view-dialogs.tsx").then((all) => ({ default: all.SaveViewDialog })),
);

interface FilterChipsProps {
  search: InboxSearch;
  nameOfNumber: (id: string) => string;
  /** The way to the numbers, where there is no rail that shows them. */
  numbers?: ReactNode;
  onChange: (change: InboxFilters) => void;
  onClear: () => void;
}

/** What the list is narrowed by: the usual filters at a touch, the others when asked for. */
export function FilterChips(props: FilterChipsProps) {
  const { search, nameOfNumber, numbers, onChange, onClear } = props;
  const noRoomForViews = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const filters = filtersOf(search);
  return (
    <div className={classes.chips}>
      {numbers}
      <Chip words={t`Unread`} value={filters.unread} onChange={(unread) => onChange({ unread })} />
      <Chip
        words={t`With a code`}
        value={filters.has_code}
        onChange={(has_code) =>
          onChange(has_code ? { has_code, code_missed: undefined } : { has_code })
        }
      />
      <Flyout
        label={t`More filters`}
        opener={(opens) => (
          <button type="button" {...opens} className={classes.chip}>
            <FilterIcon size={16} />
            <span className={classes.more}>{t`More filters`}</span>
          </button>
        )}
      >
        {(close) => (
          <>
            <FilterFields filters={filters} onChange={onChange} />
            {noRoomForViews && <ViewsList search={search} onFollow={close} />}
          </>
        )}
      </Flyout>
      <ActiveFilters
        filters={filters}
        nameOfNumber={nameOfNumber}
        onChange={onChange}
        onClear={onClear}
      />
      <SaveView query={viewQuery(filters)} />
    </div>
  );
}

interface ChipProps {
  words: string;
  value: "true" | undefined;
  onChange: (value: "true" | undefined) => void;
}

function Chip({ words, value, onChange }: ChipProps) {
  return (
    <button
      type="button"
      className={classes.chip}
      aria-pressed={value === "true"}
      onClick={() => onChange(value ? undefined : "true")}
    >
      {words}
    </button>
  );
}

/** Offers to keep a search that has no name yet. */
function SaveView({ query }: { query: string }) {
  const { data: views } = useViews();
  const [saving, setSaving] = useState(false);
  const isKept = views?.some((view) => viewQuery(filtersOfView(view.query)) === query);
  if (!saving && (query === "" || !views || isKept)) return null;
  return (
    <>
      <button type="button" className={classes.act} onClick={() => setSaving(true)}>
        {t`Save this view`}
      </button>
      {saving && (
        <Suspense>
          <SaveViewDialog query={query} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </>
  );
}

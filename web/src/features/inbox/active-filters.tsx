import { CloseIcon } from "../../ui/icons.tsx";
import classes from "./active-filters.module.css";
import type { InboxFilters } from "./inbox-search.ts";

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const dayInWords = (text: string) => day.format(new Date(`${text}T12:00:00`));

interface ActiveFiltersProps {
  filters: InboxFilters;
  nameOfNumber: (id: string) => string;
  onChange: (change: InboxFilters) => void;
  onClear: () => void;
}

/** Says which filters hold, and takes each away at a touch. */
export function ActiveFilters({ filters, nameOfNumber, onChange, onClear }: ActiveFiltersProps) {
  const words: Partial<Record<keyof InboxFilters, string>> = {
    number: filters.number && nameOfNumber(filters.number),
    sender: filters.sender && `Sender: ${filters.sender}`,
    from: filters.from && `From ${dayInWords(filters.from)}`,
    to: filters.to && `To ${dayInWords(filters.to)}`,
    has_code: filters.has_code && "With a code",
  };
  const active = (Object.keys(words) as (keyof InboxFilters)[]).filter((name) => words[name]);
  if (active.length === 0) return null;
  return (
    <ul className={classes.filters} aria-label="Active filters">
      {active.map((name) => (
        <li key={name}>
          <button
            type="button"
            className={classes.filter}
            onClick={() => onChange({ [name]: undefined })}
            aria-label={`${words[name]}, remove this filter`}
          >
            <span>{words[name]}</span>
            <CloseIcon size={16} />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className={classes.clear} onClick={onClear}>
          Clear filters
        </button>
      </li>
    </ul>
  );
}

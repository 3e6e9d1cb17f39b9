import { t } from "@lingui/core/macro";
import { dayInWords } from "../../lib/time-words.ts";
import { CloseIcon } from "../../ui/icons.tsx";
import classes from "./filter-chips.module.css";
import type { InboxFilters } from "./inbox-search.ts";

interface ActiveFiltersProps {
  filters: InboxFilters;
  nameOfNumber: (id: string) => string;
  onChange: (change: InboxFilters) => void;
  onClear: () => void;
}

/** Says which of the filters without a switch of their own hold, and takes each away at a touch. */
export function ActiveFilters({ filters, nameOfNumber, onChange, onClear }: ActiveFiltersProps) {
  const { number, sender, service, from, to } = filters;
  const firstDay = from && dayInWords(from);
  const lastDay = to && dayInWords(to);
  const words: Partial<Record<keyof InboxFilters, string>> = {
    number: number && nameOfNumber(number),
    sender: sender && t`Sender: ${sender}`,
    service: service && t`Service: ${service}`,
    from: firstDay && t`From ${firstDay}`,
    to: lastDay && t`To ${lastDay}`,
    code_missed: filters.code_missed && t`Code missing`,
  };
  const active = (Object.keys(words) as (keyof InboxFilters)[]).filter((name) => words[name]);
  if (active.length === 0) return null;
  return (
    <ul className={classes.filters} aria-label={t`Active filters`}>
      {active.map((name) => {
        const filter = words[name] ?? "";
        return (
          <li key={name}>
            <button
              type="button"
              className={classes.filter}
              onClick={() => onChange({ [name]: undefined })}
              aria-label={t`${filter}, remove this filter`}
            >
              <span>{filter}</span>
              <CloseIcon size={16} />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" className={classes.act} onClick={onClear}>
          {t`Clear filters`}
        </button>
      </li>
    </ul>
  );
}

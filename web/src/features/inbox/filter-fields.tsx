import { Switch, TextInput } from "@mantine/core";
import classes from "./filter-fields.module.css";
import type { InboxFilters } from "./inbox-search.ts";
import { useSettledText } from "./use-settled-text.ts";

interface FilterFieldsProps {
  filters: InboxFilters;
  onChange: (change: InboxFilters) => void;
}

export function FilterFields({ filters, onChange }: FilterFieldsProps) {
  return (
    <fieldset className={classes.fields}>
      <legend className={classes.legend}>Filters</legend>
      <SenderField
        value={filters.sender ?? ""}
        onChange={(sender) => onChange({ sender: sender || undefined })}
      />
      <div className={classes.days}>
        <TextInput
          type="date"
          label="From"
          value={filters.from ?? ""}
          max={filters.to}
          onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label="To"
          value={filters.to ?? ""}
          min={filters.from}
          onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
        />
      </div>
      <Switch
        label="Only with a code"
        checked={filters.has_code === "true"}
        onChange={(event) =>
          onChange({ has_code: event.currentTarget.checked ? "true" : undefined })
        }
        classNames={{ body: classes.switchBody, track: classes.track }}
      />
    </fieldset>
  );
}

function SenderField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useSettledText(value, onChange);
  return (
    <TextInput
      label="Sender"
      placeholder="Name or number"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

import { t } from "@lingui/core/macro";
import { Switch, TextInput } from "@mantine/core";
import classes from "./filter-fields.module.css";
import type { InboxFilters } from "./inbox-search.ts";
import { useSettledText } from "./use-settled-text.ts";

interface FilterFieldsProps {
  filters: InboxFilters;
  onChange: (change: InboxFilters) => void;
}

/** The filters that are seldom wanted. */
export function FilterFields({ filters, onChange }: FilterFieldsProps) {
  return (
    <fieldset className={classes.fields} aria-label={t`More filters`}>
      <WordsField
        label={t`Sender`}
        placeholder={t`Name or number`}
        value={filters.sender ?? ""}
        onChange={(sender) => onChange({ sender: sender || undefined })}
      />
      <WordsField
        label={t`Service`}
        placeholder={t`Its whole name`}
        value={filters.service ?? ""}
        onChange={(service) => onChange({ service: service || undefined })}
      />
      <div className={classes.days}>
        <TextInput
          type="date"
          label={t({ message: "From", context: "first day" })}
          value={filters.from ?? ""}
          max={filters.to}
          onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t({ message: "To", context: "last day" })}
          value={filters.to ?? ""}
          min={filters.from}
          onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
        />
      </div>
      <Switch
        label={t`Code not detected`}
        checked={filters.code_missed === "true"}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? { code_missed: "true", has_code: undefined }
              : { code_missed: undefined },
          )
        }
        classNames={{ body: classes.switchBody, track: classes.track }}
      />
    </fieldset>
  );
}

interface WordsFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

function WordsField({ label, placeholder, value, onChange }: WordsFieldProps) {
  const [typed, setTyped] = useSettledText(value, onChange);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

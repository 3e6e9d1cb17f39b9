import { t } from "@lingui/core/macro";
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
      <legend className={classes.legend}>{t`Filters`}</legend>
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
      <div>
        <OnlySwitch
          label={t`Only with a code`}
          value={filters.has_code}
          onChange={(has_code) =>
            onChange(has_code ? { has_code, code_missed: undefined } : { has_code })
          }
        />
        <OnlySwitch
          label={t`Code not detected`}
          value={filters.code_missed}
          onChange={(code_missed) =>
            onChange(code_missed ? { code_missed, has_code: undefined } : { code_missed })
          }
        />
        <OnlySwitch
          label={t`Only unread`}
          value={filters.unread}
          onChange={(unread) => onChange({ unread })}
        />
      </div>
    </fieldset>
  );
}

interface OnlySwitchProps {
  label: string;
  value: "true" | undefined;
  onChange: (value: "true" | undefined) => void;
}

function OnlySwitch({ label, value, onChange }: OnlySwitchProps) {
  return (
    <Switch
      label={label}
      checked={value === "true"}
      onChange={(event) => onChange(event.currentTarget.checked ? "true" : undefined)}
      classNames={{ body: classes.switchBody, track: classes.track }}
    />
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

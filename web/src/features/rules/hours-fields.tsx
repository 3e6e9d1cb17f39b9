import { t } from "@lingui/core/macro";
import { Switch, TextInput } from "@mantine/core";
import { useId, useMemo } from "react";
import { CheckList } from "../../ui/check-list.tsx";
import { dayName, ownTimeZone, timeZones, WEEK } from "./hour-words.ts";
import type { Hours } from "./rule-api.ts";
import classes from "./rule-form.module.css";

interface HoursFieldsProps {
  hours: Hours | null;
  faults: Record<string, string>;
  onChange: (hours: Hours | null) => void;
}

const officeHours = (): Hours => ({
  days: [1, 2, 3, 4, 5],
  from: "09:00",
  until: "17:30",
  time_zone: ownTimeZone(),
});

/** In which hours a rule holds, where it does not hold always. */
export function HoursFields({ hours, faults, onChange }: HoursFieldsProps) {
  return (
    <div className={classes.group}>
      <Switch
        label={t`Only in certain hours`}
        checked={hours !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? officeHours() : null)}
        classNames={{ body: classes.switchBody }}
      />
      {hours && <SetHours hours={hours} faults={faults} onChange={onChange} />}
    </div>
  );
}

function SetHours({ hours, faults, onChange }: HoursFieldsProps & { hours: Hours }) {
  const listId = useId();
  const zones = useMemo(timeZones, []);
  const set = (change: Partial<Hours>) => onChange({ ...hours, ...change });
  const { from, until } = hours;
  const isOvernight = from && until && until < from;
  return (
    <>
      <CheckList
        legend={t`Days`}
        inline
        choices={WEEK.map((value) => ({ value, title: dayName(value) }))}
        chosen={hours.days}
        onChange={(days) => set({ days: days.sort((one, other) => one - other) })}
        error={faults["conditions.hours.days"]}
      />
      <div className={classes.three}>
        <TextInput
          type="time"
          label={t({ message: "From", context: "time of day" })}
          value={from}
          onChange={(event) => set({ from: event.currentTarget.value })}
          error={faults["conditions.hours.from"]}
        />
        <TextInput
          type="time"
          label={t({ message: "Until", context: "time of day" })}
          value={until}
          onChange={(event) => set({ until: event.currentTarget.value })}
          error={faults["conditions.hours.until"]}
        />
        <TextInput
          label={t`Time zone`}
          list={listId}
          autoComplete="off"
          spellCheck={false}
          value={hours.time_zone}
          // What is typed takes its place, and the list offers what fits.
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => set({ time_zone: event.currentTarget.value })}
          error={faults["conditions.hours.time_zone"]}
        />
        <datalist id={listId}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      {isOvernight && (
        <p className={classes.aside}>
          {t`These hours end on the next day. The days are those on which they begin.`}
        </p>
      )}
      {from && from === until && (
        <p className={classes.aside}>{t`Set the same time twice for the whole day.`}</p>
      )}
    </>
  );
}

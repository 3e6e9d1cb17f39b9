import { t } from "@lingui/core/macro";
import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { allOf } from "../../api/queries.ts";
import { useCapability } from "../../api/use-capability.ts";
import { listInWords } from "../../lib/list-words.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import classes from "./profile.module.css";

interface KeyNumbersProps {
  /** null: all that its maker sees, now and later. */
  value: string[] | null;
  onChange: (value: string[] | null) => void;
  fault?: string;
}

/** Which numbers a key may read. */
export function KeyNumbers({ value, onChange, fault }: KeyNumbersProps) {
  const readsMessages = useCapability("messages:read");
  const { data: numbers } = useQuery({ ...allOf("/numbers"), enabled: readsMessages });
  if (!numbers?.length) return null;
  return (
    <div>
      <Checkbox
        label={t`All numbers that I see`}
        checked={value === null}
        onChange={(event) => onChange(event.currentTarget.checked ? null : [])}
        classNames={{ body: classes.checkBody }}
        error={fault}
      />
      {value && (
        <Checkbox.Group label={t`Only these numbers`} value={value} onChange={onChange}>
          <div className={classes.checks}>
            {numbers.map((number) => (
              <Checkbox
                key={number.id}
                value={number.id}
                label={listInWords(
                  [number.label, phoneInWords(number.phone_number)].filter((part) => part !== null),
                )}
                classNames={{ body: classes.checkBody }}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Radio } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { usePreferences, useSavePreferences } from "../../api/use-preferences.ts";
import { type DateFormat, exactTime } from "../../lib/date-format.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Part } from "../../ui/page.tsx";
import classes from "./preferences.module.css";

const FORMATS = ["auto", "us", "european", "iso"] as const;

function formatInWords(format: DateFormat): string {
  const words: Record<DateFormat, string> = {
    auto: t({ message: "Automatic", context: "date format" }),
    us: t({ message: "United States", context: "date format" }),
    european: t({ message: "European", context: "date format" }),
    iso: t({ message: "ISO 8601", context: "date format" }),
  };
  return words[format];
}

export function DateFormatPart({ badge }: { badge: ReactNode }) {
  const { date_format } = usePreferences();
  const save = useSavePreferences();
  const [now] = useState(() => new Date().toISOString());
  return (
    <Part
      title={t`Date and time`}
      words={t`The format for full dates and times. Each option shows the current time.`}
      actions={badge}
    >
      <FailureNotice failure={save.error} />
      <Radio.Group
        aria-label={t`Date and time`}
        value={date_format}
        onChange={(format) => save.mutate({ date_format: format as DateFormat })}
      >
        <div className={classes.choices}>
          {FORMATS.map((format) => (
            <Radio
              key={format}
              value={format}
              label={formatInWords(format)}
              description={<span className={classes.example}>{exactTime(now, format)}</span>}
              className={classes.choice}
            />
          ))}
        </div>
      </Radio.Group>
    </Part>
  );
}

import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Unfold } from "../../ui/unfold.tsx";
import { atPointer, type BodyFaults, type BodyFields, toFields } from "./body-fields.ts";
import classes from "./sources.module.css";

interface BodyFieldsetProps {
  value: BodyFields;
  onChange: (value: BodyFields) => void;
  faults: BodyFaults;
}

/** Where the parts of a message are in the body; an example shows at once what each finds. */
export function BodyFieldset({ value, onChange, faults }: BodyFieldsetProps) {
  const [example, setExample] = useState("");
  const body = parsed(example);

  function found(pointer: string): string | undefined {
    if (body === undefined) return undefined;
    const here = atPointer(body, pointer.trim());
    if (here === undefined || here === null) return t`Not in the example`;
    if (typeof here === "object") return t`Matches more than one value in the example`;
    const text = String(here).slice(0, 80);
    return t`In the example: ${text}`;
  }
  const text = (field: keyof BodyFields, words?: string) => ({
    value: value[field],
    error: faults[field],
    description: (field !== "event_message" && value[field] && found(value[field])) || words,
    autoComplete: "off",
    spellCheck: false,
    classNames: { input: classes.mono },
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      onChange({ ...value, [field]: event.currentTarget.value }),
  });

  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>
        <Trans>Where the fields are</Trans>
      </legend>
      <Textarea
        label={t`An example of a body`}
        description={t`Optional. The example stays in your browser and shows which value each field below finds.`}
        rows={4}
        value={example}
        onChange={(event) => setExample(event.currentTarget.value)}
        error={example.trim() && body === undefined ? t`This is not JSON.` : undefined}
        spellCheck={false}
        classNames={{ input: classes.mono }}
      />
      <div className={classes.two}>
        <TextInput label={t`Sender`} {...text("from", t`Needed`)} />
        <TextInput label={t`Text of the SMS`} {...text("text", t`Needed`)} />
        <TextInput label={t`Number that received it`} {...text("to", t`May be absent`)} />
        <TextInput label={t`Id of the message`} {...text("id", t`May be absent`)} />
        <TextInput label={t`Time of arrival`} {...text("received_at", t`May be absent`)} />
      </div>
      <div className={classes.two}>
        <TextInput
          label={t`Kind of event`}
          {...text("event_pointer", t`Leave empty to treat every webhook as a message.`)}
        />
        {value.event_pointer && (
          <TextInput
            label={t`Value for messages`}
            placeholder="sms.received"
            {...text("event_message")}
          />
        )}
      </div>
      <div className={classes.two}>
        <TextInput
          label={t`Id of a message that went out`}
          {...text("receipt_id", t`Only if a gateway reports delivery results here.`)}
        />
        {value.receipt_id && (
          <TextInput
            label={t`Result`}
            placeholder="/status"
            {...text("receipt_status", t`Needed`)}
          />
        )}
      </div>
      <Unfold words={t`The fields as JSON`}>
        <pre className={classes.json}>{JSON.stringify(toFields(value), null, 2)}</pre>
      </Unfold>
    </fieldset>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { t } from "@lingui/core/macro";
import { NativeSelect, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { numberName } from "../../lib/number-names.ts";
import { CheckList } from "../../ui/check-list.tsx";
import { HoursFields } from "./hours-fields.tsx";
import { KnownServices } from "./known-services.tsx";
import { NOTICE_KINDS } from "./rule-api.ts";
import type { RuleDraft } from "./rule-draft.ts";
import classes from "./rule-form.module.css";
import { noticeKindInWords } from "./rule-words.ts";

interface ConditionFieldsProps {
  draft: RuleDraft;
  numbers: PhoneNumber[] | undefined;
  faults: Record<string, string>;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** When the rule holds. What is left empty does not matter. */
export function ConditionFields({ draft, numbers, faults, onChange }: ConditionFieldsProps) {
  const isMessage = draft.event === "message";
  const hours = (
    <HoursFields hours={draft.hours} faults={faults} onChange={(hours) => onChange({ hours })} />
  );
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.legend}>{t`Conditions`}</legend>
      <p className={classes.aside}>
        {t`A message must match all of them. Empty fields are ignored.`}
      </p>
      {isMessage ? (
        <MessageFields draft={draft} faults={faults} onChange={onChange} hours={hours} />
      ) : (
        <CheckList
          legend={t`Kinds of notices`}
          hint={t`None: all kinds.`}
          choices={NOTICE_KINDS.map((value) => ({
            value,
            title: sentence(noticeKindInWords(value)),
          }))}
          chosen={draft.notice_kinds}
          onChange={(notice_kinds) => onChange({ notice_kinds })}
          error={faults["conditions.notice_kinds"]}
        />
      )}
      {!isMessage && (numbers?.length ?? 0) > 0 && (
        <CheckList
          legend={t`Numbers`}
          hint={t`None: any number.`}
          choices={(numbers ?? []).map((number) => ({
            value: number.id,
            title: numberName(number),
          }))}
          chosen={draft.number_ids}
          onChange={(number_ids) => onChange({ number_ids })}
          error={faults["conditions.number_ids"]}
        />
      )}
      {!isMessage && hours}
    </fieldset>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const HAS_CODE = { "": null, true: true, false: false } as const;

const MOST_ROWS = 6;

type MessageFieldsProps = Omit<ConditionFieldsProps, "numbers"> & { hours: ReactNode };

function MessageFields({ draft, faults, onChange, hours }: MessageFieldsProps) {
  const text = (field: "senders" | "services" | "pattern") => ({
    value: draft[field],
    error: faults[`conditions.${field}`],
    // Room for one more line than there are, up to a few.
    rows: Math.min(Math.max(2, draft[field].split("\n").length), MOST_ROWS),
    autoComplete: "off",
    spellCheck: false,
    onChange: (event: React.ChangeEvent<HTMLTextAreaElement>) =>
      onChange({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <NativeSelect
        label={t`Code`}
        value={draft.has_code === null ? "" : String(draft.has_code)}
        onChange={(event) =>
          onChange({ has_code: HAS_CODE[event.currentTarget.value as keyof typeof HAS_CODE] })
        }
        error={faults["conditions.has_code"]}
        data={[
          { value: "", label: t`With or without a code` },
          { value: "true", label: t`Only with a code` },
          { value: "false", label: t`Only without a code` },
        ]}
      />
      {hours}
      <div className={classes.two}>
        <Textarea
          label={t`Senders`}
          description={t`Whole names or numbers, one per line.`}
          {...text("senders")}
        />
        <Textarea
          label={t`Services`}
          description={t`Whole names, such as Stripe, one per line.`}
          {...text("services")}
        />
      </div>
      <KnownServices
        named={draft.services}
        onAdd={(service) =>
          onChange({ services: `${draft.services.trim()}\n${service}\n`.trimStart() })
        }
      />
      <Textarea
        label={t`Text pattern`}
        description={t`A regular expression that finds something in the text, in any case.`}
        maxLength={500}
        classNames={{ input: classes.mono }}
        {...text("pattern")}
      />
    </>
  );
}

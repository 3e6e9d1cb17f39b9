import { t } from "@lingui/core/macro";
import { NativeSelect } from "@mantine/core";
import type { PhoneNumber } from "../../api/client.ts";
import { numberName } from "../../lib/number-names.ts";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import type { RuleDraft } from "./rule-draft.ts";
import classes from "./rule-form.module.css";
import { nameOfNumber } from "./rule-words.ts";

interface ScopeFieldsProps {
  draft: RuleDraft;
  numbers: PhoneNumber[] | undefined;
  /** A rule that is kept stays in its list. */
  isFixed: boolean;
  error: string | undefined;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** What a rule is about, and in which list it stands. */
export function ScopeFields({ draft, numbers, isFixed, error, onChange }: ScopeFieldsProps) {
  if (isFixed) return <p className={classes.aside}>{scopeInWords(draft, numbers)}</p>;
  return (
    <>
      <ChoiceCards
        legend={t`Forwards`}
        value={draft.event}
        onChange={(event) => onChange({ event })}
        choices={[
          { value: "message", title: t`Messages`, words: t`What your numbers receive.` },
          {
            value: "notice",
            title: t`Notices`,
            words: t`A number ends soon or has gone silent, a channel fails.`,
          },
        ]}
      />
      {draft.event === "message" && (
        <NativeSelect
          label={t`List`}
          description={
            draft.number_id
              ? t`A number with its own rules uses only those; the rules for all numbers no longer apply.`
              : undefined
          }
          value={draft.number_id ?? ""}
          onChange={(event) => onChange({ number_id: event.currentTarget.value || null })}
          error={error}
          data={[
            { value: "", label: t`For all numbers` },
            ...(numbers ?? []).map((number) => {
              const name = numberName(number);
              return { value: number.id, label: t`Only for ${name}` };
            }),
          ]}
        />
      )}
    </>
  );
}

function scopeInWords({ event, number_id }: RuleDraft, numbers: PhoneNumber[] | undefined): string {
  if (event === "notice") return t`This rule is about notices.`;
  if (number_id === null) return t`This rule is about messages, for all numbers.`;
  const name = nameOfNumber(number_id, numbers);
  return t`This rule applies only to messages to ${name}.`;
}

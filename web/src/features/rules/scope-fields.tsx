import { t } from "@lingui/core/macro";
import { NativeSelect } from "@mantine/core";
import type { PhoneNumber } from "../../api/client.ts";
import { numberName } from "../../lib/number-names.ts";
import { CheckList } from "../../ui/check-list.tsx";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import type { RuleDraft } from "./rule-draft.ts";
import classes from "./rule-form.module.css";
import { nameOfNumber } from "./rule-words.ts";

const ALL = "all";
const SOME = "some";

interface ScopeFieldsProps {
  draft: RuleDraft;
  numbers: PhoneNumber[] | undefined;
  /** A rule that is kept stays in its list. */
  isFixed: boolean;
  faults: Record<string, string>;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** What a rule is about, and to which numbers: whether of all, of some, or of one that has its own rules. */
export function ScopeFields(props: ScopeFieldsProps) {
  const { draft, numbers, isFixed, faults, onChange } = props;
  if (isFixed && (draft.event === "notice" || draft.number_id)) {
    return <p className={classes.aside}>{scopeInWords(draft, numbers)}</p>;
  }
  return (
    <>
      {!isFixed && (
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
      )}
      {draft.event === "message" && (
        <NumbersField
          draft={draft}
          numbers={numbers ?? []}
          isFixed={isFixed}
          faults={faults}
          onChange={onChange}
        />
      )}
    </>
  );
}

type NumbersFieldProps = Omit<ScopeFieldsProps, "numbers"> & { numbers: PhoneNumber[] };

function NumbersField({ draft, numbers, isFixed, faults, onChange }: NumbersFieldProps) {
  const own = numbers.map((number) => {
    const name = numberName(number);
    return { value: number.id, label: t`Only ${name}, with its own rules` };
  });
  return (
    <>
      <NativeSelect
        label={t`Numbers`}
        description={
          draft.number_id
            ? t`A number with its own rules uses only those; the rules for all numbers no longer apply.`
            : undefined
        }
        value={draft.number_id ?? (draft.isOfSome ? SOME : ALL)}
        onChange={({ currentTarget: { value } }) => {
          const isList = value === ALL || value === SOME;
          onChange({
            number_id: isList ? null : value,
            isOfSome: value === SOME,
            ...(value !== SOME && { number_ids: [] }),
          });
        }}
        error={faults.number_id}
        data={[
          { value: ALL, label: t`All numbers` },
          ...(numbers.length > 0 ? [{ value: SOME, label: t`Some numbers` }] : []),
          ...(isFixed ? [] : own),
        ]}
      />
      {draft.isOfSome && !draft.number_id && (
        <CheckList
          legend={t`Which numbers`}
          choices={numbers.map((number) => ({ value: number.id, title: numberName(number) }))}
          chosen={draft.number_ids}
          onChange={(number_ids) => onChange({ number_ids })}
          error={faults["conditions.number_ids"]}
        />
      )}
    </>
  );
}

function scopeInWords({ event, number_id }: RuleDraft, numbers: PhoneNumber[] | undefined): string {
  if (event === "notice") return t`This rule is about notices.`;
  const name = nameOfNumber(number_id ?? "", numbers);
  return t`This rule applies only to messages to ${name}.`;
}

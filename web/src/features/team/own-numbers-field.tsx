import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PhoneNumber } from "../../api/client.ts";
import { allOf } from "../../api/queries.ts";
import { byNumberName, numberName } from "../../lib/number-names.ts";
import type { RoleName } from "../../lib/role-words.ts";
import { CheckList } from "../../ui/check-list.tsx";
import classes from "./own-numbers-field.module.css";
import { useRoleReach } from "./use-team.ts";

interface OwnNumbersFieldProps {
  role: RoleName;
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error?: string;
  /** The number that they are invited for: offered even if everybody reads it now. */
  meant?: string;
}

/** Which numbers a member reads beside those that everybody reads, and how many those are. */
export function OwnNumbersField({ role, chosen, onChange, error, meant }: OwnNumbersFieldProps) {
  const { data: numbers } = useQuery(allOf("/numbers"));
  const reach = useRoleReach(role);
  if (!numbers?.length || !reach?.number_role) return null;
  const readsAnyway = ({ access }: PhoneNumber) => reach.reads.includes(access);
  const open = numbers.filter(readsAnyway).length;
  const choices = numbers
    .filter((number) => number.id === meant || !readsAnyway(number))
    .toSorted(byNumberName);
  return (
    <div className={classes.field}>
      {choices.length > 0 && (
        <CheckList
          legend={t`Numbers of their own`}
          choices={choices.map((number) => ({ value: number.id, title: numberName(number) }))}
          chosen={chosen}
          onChange={onChange}
          error={error}
        />
      )}
      {open > 0 && (
        <p className={classes.open}>
          {choices.length > 0 ? (
            <Plural
              value={open}
              one="They also read # number that is open to the whole team."
              other="They also read # numbers that are open to the whole team."
            />
          ) : (
            <Plural
              value={open}
              one="They will read your # number, which is open to the whole team."
              other="They will read all # numbers, which are open to the whole team."
            />
          )}{" "}
          <Trans>
            To keep a number from them, restrict it under <Link to="/numbers">Numbers</Link>.
          </Trans>
        </p>
      )}
    </div>
  );
}

import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PhoneNumber } from "../../api/client.ts";
import { allOf } from "../../api/queries.ts";
import { listInWords } from "../../lib/list-words.ts";
import { byNumberName, numberName } from "../../lib/number-names.ts";
import type { RoleName } from "../../lib/role-words.ts";
import { CheckList } from "../../ui/check-list.tsx";
import classes from "./own-numbers-field.module.css";
import { useRoleReach } from "./use-team.ts";

/** The rest is counted. */
const MOST_NAMED = 5;

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
  const open = numbers.filter(readsAnyway).toSorted(byNumberName).map(numberName);
  const others = open.length - MOST_NAMED;
  const named = listInWords([
    ...open.slice(0, MOST_NAMED),
    ...(others > 0 ? [plural(others, { one: "# more", other: "# more" })] : []),
  ]);
  const choices = numbers
    .filter((number) => number.id === meant || !readsAnyway(number))
    .toSorted(byNumberName);
  return (
    <div className={classes.field}>
      {choices.length > 0 && (
        <CheckList
          legend={t`Also these numbers`}
          choices={choices.map((number) => ({ value: number.id, title: numberName(number) }))}
          chosen={chosen}
          onChange={onChange}
          error={error}
        />
      )}
      {open.length > 0 && (
        <p className={classes.open}>
          {choices.length > 0
            ? t`They also read what is open to the whole team: ${named}.`
            : t`All numbers are open to the whole team, so they will read: ${named}.`}{" "}
          <Trans>
            To keep a number from them, restrict it under{" "}
            <Link to="/numbers" target="_blank">
              Numbers
            </Link>
            .
          </Trans>
        </p>
      )}
    </div>
  );
}

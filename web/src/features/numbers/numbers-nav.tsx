import { t } from "@lingui/core/macro";
import { Button, Skeleton } from "@mantine/core";
import type { PhoneNumber } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { formatLocale } from "../../i18n/activate.ts";
import side from "../../ui/side-list.module.css";
import { NumberItem } from "./number-item.tsx";
import classes from "./numbers-nav.module.css";
import { UnreadDescription, UnreadMark } from "./unread-count.tsx";
import { useNumbers } from "./use-numbers.ts";

interface NumbersNavProps {
  chosen?: string;
  onChoose: (id: string | undefined) => void;
  unread: { total: number; of: (numberId: string) => number };
}

export function NumbersNav({ chosen, onChoose, unread }: NumbersNavProps) {
  const { data: numbers, isPending, isError, error, refetch } = useNumbers();
  const mayWrite = useCapability("numbers:write");
  const sorted = numbers?.toSorted(byName) ?? [];
  const opened = sorted.filter(({ access }) => access !== "new");
  const unopened = sorted.filter(({ access }) => access === "new");
  const item = (number: PhoneNumber) => (
    <NumberItem
      key={number.id}
      number={number}
      chosen={number.id === chosen}
      unread={unread.of(number.id)}
      mayWrite={mayWrite}
      onChoose={onChoose}
    />
  );
  return (
    <div className={classes.numbers}>
      <h2 className={side.heading}>{t`Numbers`}</h2>
      <ul className={side.list}>
        <li>
          <button
            type="button"
            className={classes.choice}
            aria-pressed={chosen === undefined}
            aria-describedby={unread.total > 0 ? "unread-in-all" : undefined}
            onClick={() => onChoose(undefined)}
          >
            <span className={classes.names}>
              <span className={classes.name}>{t`All numbers`}</span>
            </span>
            <UnreadMark count={unread.total} />
          </button>
          <UnreadDescription id="unread-in-all" count={unread.total} />
        </li>
        {opened.map(item)}
      </ul>
      {unopened.length > 0 && (
        <section className={classes.unopened} aria-labelledby="new-numbers">
          <h3 id="new-numbers" className={classes.unopenedHeading}>
            {t({ message: "New", context: "numbers" })}
          </h3>
          <p className={classes.unopenedWords}>{t`Only owners and managers see these so far.`}</p>
          <ul className={side.list}>{unopened.map(item)}</ul>
        </section>
      )}
      {isPending && (
        <div className={classes.waiting} role="status" aria-label={t`Loading numbers`}>
          <Skeleton height={40} />
          <Skeleton height={40} />
          <Skeleton height={40} />
        </div>
      )}
      {isError && !numbers && (
        <div className={classes.failure} role="alert">
          <p>{describeFailure(error)}</p>
          <Button variant="default" size="xs" onClick={() => refetch()}>
            {t`Try again`}
          </Button>
        </div>
      )}
      {numbers?.length === 0 && (
        <p className={classes.none}>{t`A number appears here with its first message.`}</p>
      )}
    </div>
  );
}

function byName(a: PhoneNumber, b: PhoneNumber): number {
  return (a.label ?? a.phone_number).localeCompare(b.label ?? b.phone_number, formatLocale());
}

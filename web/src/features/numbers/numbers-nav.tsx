import { Button, Skeleton } from "@mantine/core";
import type { PhoneNumber } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { useCapability } from "../../api/use-capability.ts";
import { NumberItem } from "./number-item.tsx";
import classes from "./numbers-nav.module.css";
import { useNumbers } from "./use-numbers.ts";

interface NumbersNavProps {
  chosen?: string;
  onChoose: (id: string | undefined) => void;
}

export function NumbersNav({ chosen, onChoose }: NumbersNavProps) {
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
      mayWrite={mayWrite}
      onChoose={() => onChoose(number.id)}
    />
  );
  return (
    <div className={classes.numbers}>
      <h2 className={classes.heading}>Numbers</h2>
      <ul className={classes.list}>
        <li>
          <button
            type="button"
            className={classes.choice}
            aria-pressed={chosen === undefined}
            onClick={() => onChoose(undefined)}
          >
            <span className={classes.name}>All numbers</span>
          </button>
        </li>
        {opened.map(item)}
      </ul>
      {unopened.length > 0 && (
        <section className={classes.unopened} aria-labelledby="new-numbers">
          <h3 id="new-numbers" className={classes.unopenedHeading}>
            New
          </h3>
          <p className={classes.unopenedWords}>Only owners and managers see these so far.</p>
          <ul className={classes.list}>{unopened.map(item)}</ul>
        </section>
      )}
      {isPending && (
        <div className={classes.waiting} role="status" aria-label="Loading numbers">
          <Skeleton height={40} />
          <Skeleton height={40} />
          <Skeleton height={40} />
        </div>
      )}
      {isError && !numbers && (
        <div className={classes.failure} role="alert">
          <p>{describeFailure(error)}</p>
          <Button variant="default" size="xs" onClick={() => refetch()}>
            Try again
          </Button>
        </div>
      )}
      {numbers?.length === 0 && (
        <p className={classes.none}>A number appears here with its first message.</p>
      )}
    </div>
  );
}

function byName(a: PhoneNumber, b: PhoneNumber): number {
  return (a.label ?? a.phone_number).localeCompare(b.label ?? b.phone_number);
}

import { ActionIcon, Button } from "@mantine/core";
import { useState } from "react";
import type { PhoneNumber } from "../../api/client.ts";
import { describeFailure } from "../../api/problem.ts";
import { phoneInWords } from "../../lib/phone-words.ts";
import { PencilIcon } from "../../ui/icons.tsx";
import { NumberNameForm } from "./number-name-form.tsx";
import classes from "./numbers-nav.module.css";
import { useUpdateNumber } from "./use-numbers.ts";

interface NumberItemProps {
  number: PhoneNumber;
  chosen: boolean;
  mayWrite: boolean;
  onChoose: () => void;
}

export function NumberItem({ number, chosen, mayWrite, onChoose }: NumberItemProps) {
  const [naming, setNaming] = useState(false);
  const update = useUpdateNumber();
  const phone = phoneInWords(number.phone_number);
  const name = number.label ?? phone;
  const isNew = number.access === "new";

  if (naming) {
    return (
      <li className={classes.item}>
        <NumberNameForm number={number} onDone={() => setNaming(false)} />
      </li>
    );
  }
  return (
    <li className={classes.item} data-new={isNew}>
      <div className={classes.line}>
        <button type="button" className={classes.choice} aria-pressed={chosen} onClick={onChoose}>
          <span className={classes.name}>{name}</span>
          {number.label && <span className={classes.phone}>{phone}</span>}
        </button>
        {mayWrite && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            className={classes.edit}
            aria-label={`Name ${name}`}
            title="Name this number"
            onClick={() => setNaming(true)}
          >
            <PencilIcon size={18} />
          </ActionIcon>
        )}
      </div>
      {isNew && (
        <div className={classes.opening}>
          {mayWrite && (
            <Button
              size="xs"
              variant="light"
              className={classes.open}
              loading={update.isPending}
              aria-label={`Open to the team: ${name}`}
              onClick={() => update.mutate({ id: number.id, access: "team" })}
            >
              Open to the team
            </Button>
          )}
          {update.isError && <p role="alert">{describeFailure(update.error)}</p>}
        </div>
      )}
    </li>
  );
}
